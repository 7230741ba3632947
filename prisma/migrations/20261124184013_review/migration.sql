-- CreateTable
CREATE TABLE "Comment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "jobId" TEXT NOT NULL,
    "runId" TEXT,
    "stepId" TEXT,
    "byId" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "text" TEXT NOT NULL,
    "removedAt" DATETIME,
    "removedBy" TEXT,
    CONSTRAINT "Comment_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "UpgradeJob" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SignOff" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "jobId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "note" TEXT,
    "takenBackAt" DATETIME,
    "takenBackBy" TEXT,
    "takenBackReason" TEXT,
    CONSTRAINT "SignOff_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "UpgradeJob" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Comment_jobId_idx" ON "Comment"("jobId");

-- CreateIndex
CREATE INDEX "SignOff_jobId_idx" ON "SignOff"("jobId");
