-- CreateTable
CREATE TABLE "JobSummary" (
    "jobId" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "installationId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "fromVersion" TEXT NOT NULL,
    "toVersion" TEXT NOT NULL,
    "plannedBy" TEXT NOT NULL,
    "plannedAt" DATETIME NOT NULL,
    "approvedBy" TEXT,
    "refusedBy" TEXT,
    "brokeGlassBy" TEXT,
    "isGlassBroken" BOOLEAN NOT NULL DEFAULT false,
    "startedBy" TEXT,
    "startedAt" DATETIME NOT NULL,
    "rolledBackBy" TEXT,
    "rollbackReason" TEXT,
    "endedAt" DATETIME,
    "durationSeconds" INTEGER NOT NULL DEFAULT -1,
    "downtimeSeconds" INTEGER NOT NULL DEFAULT -1,
    "beforeSeconds" INTEGER NOT NULL DEFAULT -1,
    "windowSeconds" INTEGER NOT NULL DEFAULT -1,
    "afterSeconds" INTEGER NOT NULL DEFAULT -1,
    "rollbackSeconds" INTEGER NOT NULL DEFAULT -1,
    "currentStepId" TEXT,
    "searchText" TEXT NOT NULL,
    CONSTRAINT "JobSummary_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "UpgradeJob" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "JobTerm" (
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "number" INTEGER NOT NULL,

    PRIMARY KEY ("kind", "value", "number"),
    CONSTRAINT "JobTerm_number_fkey" FOREIGN KEY ("number") REFERENCES "JobSummary" ("number") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "JobSummary_number_key" ON "JobSummary"("number");

-- CreateIndex
CREATE INDEX "JobSummary_installationId_number_idx" ON "JobSummary"("installationId", "number");

-- CreateIndex
CREATE INDEX "JobSummary_status_number_idx" ON "JobSummary"("status", "number");

-- CreateIndex
CREATE INDEX "JobSummary_isGlassBroken_number_idx" ON "JobSummary"("isGlassBroken", "number");

-- CreateIndex
CREATE INDEX "JobSummary_startedAt_number_idx" ON "JobSummary"("startedAt", "number");

-- CreateIndex
CREATE INDEX "JobSummary_durationSeconds_number_idx" ON "JobSummary"("durationSeconds", "number");

-- CreateIndex
CREATE INDEX "JobSummary_downtimeSeconds_number_idx" ON "JobSummary"("downtimeSeconds", "number");

-- CreateIndex
CREATE INDEX "JobTerm_number_idx" ON "JobTerm"("number");

-- CreateIndex
CREATE INDEX "Run_status_idx" ON "Run"("status");
