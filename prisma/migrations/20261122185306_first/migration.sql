-- CreateTable
CREATE TABLE "Installation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edition" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "metaDbJson" TEXT NOT NULL,
    "metaPasswordEnc" TEXT NOT NULL,
    "databasesJson" TEXT NOT NULL,
    "consoleDriver" TEXT NOT NULL,
    "consoleUrl" TEXT NOT NULL,
    "consoleUser" TEXT NOT NULL,
    "consolePasswordEnc" TEXT NOT NULL,
    "consoleActionsJson" TEXT,
    "backupFolder" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Node" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "installationId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "hostIp" TEXT NOT NULL,
    "containerName" TEXT NOT NULL,
    "containerId" TEXT NOT NULL,
    CONSTRAINT "Node_installationId_fkey" FOREIGN KEY ("installationId") REFERENCES "Installation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "UpgradeJob" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "number" INTEGER NOT NULL,
    "installationId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "fromVersion" TEXT NOT NULL,
    "toVersion" TEXT NOT NULL,
    "planJson" TEXT NOT NULL,
    "planHash" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revision" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "UpgradeJob_installationId_fkey" FOREIGN KEY ("installationId") REFERENCES "Installation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Run" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "jobId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "startedBy" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "holdRequestedAt" DATETIME,
    CONSTRAINT "Run_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "UpgradeJob" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "StepAttempt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "runId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "outcomeJson" TEXT,
    "rawError" TEXT,
    "waitingForJson" TEXT,
    "progressJson" TEXT,
    CONSTRAINT "StepAttempt_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Fact" (
    "jobId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "valueJson" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("jobId", "name"),
    CONSTRAINT "Fact_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "UpgradeJob" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "LogLine" (
    "jobId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "stepId" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    PRIMARY KEY ("jobId", "seq"),
    CONSTRAINT "LogLine_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "UpgradeJob" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Lease" (
    "installationId" TEXT NOT NULL PRIMARY KEY,
    "runId" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "fence" INTEGER NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "Lease_installationId_fkey" FOREIGN KEY ("installationId") REFERENCES "Installation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detailJson" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Installation_name_key" ON "Installation"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Node_installationId_position_key" ON "Node"("installationId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "UpgradeJob_number_key" ON "UpgradeJob"("number");

-- CreateIndex
CREATE INDEX "UpgradeJob_installationId_createdAt_idx" ON "UpgradeJob"("installationId", "createdAt");

-- CreateIndex
CREATE INDEX "Run_jobId_idx" ON "Run"("jobId");

-- CreateIndex
CREATE UNIQUE INDEX "StepAttempt_runId_stepId_number_key" ON "StepAttempt"("runId", "stepId", "number");
