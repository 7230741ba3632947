-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Run" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "jobId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "startedBy" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "reason" TEXT,
    "procedureJson" TEXT,
    "optionsJson" TEXT NOT NULL DEFAULT '{}',
    "holdRequestedAt" DATETIME,
    "abortRequestedAt" DATETIME,
    "checkOnlyStepId" TEXT,
    CONSTRAINT "Run_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "UpgradeJob" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Run" ("endedAt", "holdRequestedAt", "id", "jobId", "kind", "startedAt", "startedBy", "status") SELECT "endedAt", "holdRequestedAt", "id", "jobId", "kind", "startedAt", "startedBy", "status" FROM "Run";
DROP TABLE "Run";
ALTER TABLE "new_Run" RENAME TO "Run";
CREATE INDEX "Run_jobId_idx" ON "Run"("jobId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
