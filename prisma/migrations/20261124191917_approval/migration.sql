-- CreateTable
CREATE TABLE "MaintenanceWindow" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "installationId" TEXT NOT NULL,
    "specJson" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "MaintenanceWindow_installationId_fkey" FOREIGN KEY ("installationId") REFERENCES "Installation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScheduledStart" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "jobId" TEXT NOT NULL,
    "planHash" TEXT NOT NULL,
    "startAt" DATETIME NOT NULL,
    "status" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "fitConfirmed" BOOLEAN NOT NULL DEFAULT false,
    "endedAt" DATETIME,
    "endedBecauseJson" TEXT,
    CONSTRAINT "ScheduledStart_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "UpgradeJob" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- Columns are added in place: making the tables anew, as the generator would, drops tables that others refer to.
ALTER TABLE "Approval" ADD COLUMN "coversApproval" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "Approval" ADD COLUMN "coversWindow" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Installation" ADD COLUMN "approvalPolicy" TEXT NOT NULL DEFAULT 'auto';
ALTER TABLE "Installation" ADD COLUMN "timeZone" TEXT NOT NULL DEFAULT 'UTC';

-- CreateIndex
CREATE INDEX "MaintenanceWindow_installationId_idx" ON "MaintenanceWindow"("installationId");

-- CreateIndex
CREATE INDEX "ScheduledStart_jobId_idx" ON "ScheduledStart"("jobId");

-- CreateIndex
CREATE INDEX "ScheduledStart_status_startAt_idx" ON "ScheduledStart"("status", "startAt");
