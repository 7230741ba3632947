-- Runs, approvals and scheduled starts of a job get numbers, attempts of a run a sequence: in the order in which the rows were made, which
-- no clock that was set has changed. Tables with a new NOT NULL column are made again with all their rows.
-- DropIndex
DROP INDEX "UpgradeJob_installationId_createdAt_idx";

-- AlterTable
ALTER TABLE "Fact" ADD COLUMN "attemptId" TEXT;

-- AlterTable
ALTER TABLE "LogLine" ADD COLUMN "attempt" INTEGER;
ALTER TABLE "LogLine" ADD COLUMN "runNumber" INTEGER;

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Approval" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "jobId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "planHash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "expiresAt" DATETIME,
    "reason" TEXT,
    "coversApproval" BOOLEAN NOT NULL DEFAULT true,
    "coversWindow" BOOLEAN NOT NULL DEFAULT false,
    "voidedAt" DATETIME,
    "voidedBecauseJson" TEXT,
    CONSTRAINT "Approval_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "UpgradeJob" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Approval" ("at", "by", "byId", "coversApproval", "coversWindow", "expiresAt", "id", "jobId", "kind", "planHash", "reason", "voidedAt", "voidedBecauseJson", "number")
  SELECT "at", "by", "byId", "coversApproval", "coversWindow", "expiresAt", "id", "jobId", "kind", "planHash", "reason", "voidedAt", "voidedBecauseJson", row_number() OVER (PARTITION BY "jobId" ORDER BY rowid) FROM "Approval" ORDER BY rowid;
DROP TABLE "Approval";
ALTER TABLE "new_Approval" RENAME TO "Approval";
CREATE UNIQUE INDEX "Approval_jobId_number_key" ON "Approval"("jobId", "number");
CREATE TABLE "new_Lease" (
    "installationId" TEXT NOT NULL PRIMARY KEY,
    "runId" TEXT NOT NULL,
    "owner" TEXT,
    "fence" INTEGER NOT NULL,
    "renewals" INTEGER NOT NULL,
    CONSTRAINT "Lease_installationId_fkey" FOREIGN KEY ("installationId") REFERENCES "Installation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- A lease that was given back had an end in 1970.
INSERT INTO "new_Lease" ("installationId", "runId", "owner", "fence", "renewals")
  SELECT "installationId", "runId", CASE WHEN "expiresAt" < '1971' THEN NULL ELSE "owner" END, "fence", 0 FROM "Lease";
DROP TABLE "Lease";
ALTER TABLE "new_Lease" RENAME TO "Lease";
CREATE TABLE "new_Run" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "jobId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "startedBy" TEXT NOT NULL,
    "startedById" TEXT,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "reason" TEXT,
    "procedureJson" TEXT,
    "optionsJson" TEXT NOT NULL DEFAULT '{}',
    "holdRequestedAt" DATETIME,
    "holdAttemptId" TEXT,
    "abortRequestedAt" DATETIME,
    "abortAttemptId" TEXT,
    "checkOnlyStepId" TEXT,
    "retryStepId" TEXT,
    CONSTRAINT "Run_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "UpgradeJob" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Run" ("abortRequestedAt", "checkOnlyStepId", "endedAt", "holdRequestedAt", "id", "jobId", "kind", "optionsJson", "procedureJson", "reason", "retryStepId", "startedAt", "startedBy", "startedById", "status", "number")
  SELECT "abortRequestedAt", "checkOnlyStepId", "endedAt", "holdRequestedAt", "id", "jobId", "kind", "optionsJson", "procedureJson", "reason", "retryStepId", "startedAt", "startedBy", "startedById", "status", row_number() OVER (PARTITION BY "jobId" ORDER BY rowid) FROM "Run" ORDER BY rowid;
DROP TABLE "Run";
ALTER TABLE "new_Run" RENAME TO "Run";
CREATE INDEX "Run_status_idx" ON "Run"("status");
CREATE UNIQUE INDEX "Run_jobId_number_key" ON "Run"("jobId", "number");
CREATE TABLE "new_ScheduledStart" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "jobId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
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
INSERT INTO "new_ScheduledStart" ("at", "by", "byId", "endedAt", "endedBecauseJson", "fitConfirmed", "id", "jobId", "planHash", "startAt", "status", "number")
  SELECT "at", "by", "byId", "endedAt", "endedBecauseJson", "fitConfirmed", "id", "jobId", "planHash", "startAt", "status", row_number() OVER (PARTITION BY "jobId" ORDER BY rowid) FROM "ScheduledStart" ORDER BY rowid;
DROP TABLE "ScheduledStart";
ALTER TABLE "new_ScheduledStart" RENAME TO "ScheduledStart";
CREATE INDEX "ScheduledStart_status_startAt_idx" ON "ScheduledStart"("status", "startAt");
CREATE UNIQUE INDEX "ScheduledStart_jobId_number_key" ON "ScheduledStart"("jobId", "number");
CREATE TABLE "new_StepAttempt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "runId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "outcomeJson" TEXT,
    "besideJson" TEXT,
    "rawError" TEXT,
    "waitingForJson" TEXT,
    "progressJson" TEXT,
    CONSTRAINT "StepAttempt_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_StepAttempt" ("endedAt", "id", "number", "outcomeJson", "progressJson", "rawError", "runId", "startedAt", "status", "stepId", "waitingForJson", "sequence")
  SELECT "endedAt", "id", "number", "outcomeJson", "progressJson", "rawError", "runId", "startedAt", "status", "stepId", "waitingForJson", row_number() OVER (PARTITION BY "runId" ORDER BY rowid) FROM "StepAttempt" ORDER BY rowid;
DROP TABLE "StepAttempt";
ALTER TABLE "new_StepAttempt" RENAME TO "StepAttempt";
CREATE UNIQUE INDEX "StepAttempt_runId_stepId_number_key" ON "StepAttempt"("runId", "stepId", "number");
CREATE UNIQUE INDEX "StepAttempt_runId_sequence_key" ON "StepAttempt"("runId", "sequence");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "UpgradeJob_installationId_number_idx" ON "UpgradeJob"("installationId", "number");

-- A request to stop means the attempt that is open now, and nothing where none is.
UPDATE "Run" SET "abortAttemptId" = (SELECT "id" FROM "StepAttempt" WHERE "runId" = "Run"."id" AND "status" IN ('running', 'verifying'))
  WHERE "abortRequestedAt" IS NOT NULL;
UPDATE "Run" SET "holdAttemptId" = (SELECT "id" FROM "StepAttempt" WHERE "runId" = "Run"."id" AND "status" IN ('running', 'verifying'))
  WHERE "holdRequestedAt" IS NOT NULL;

-- A line belongs to the last attempt at its step that had begun by then: the only time that times decide it. Others stay without one.
UPDATE "LogLine" SET ("runNumber", "attempt") = (
  SELECT "Run"."number", "StepAttempt"."number" FROM "Run" JOIN "StepAttempt" ON "StepAttempt"."runId" = "Run"."id"
  WHERE "Run"."jobId" = "LogLine"."jobId" AND "StepAttempt"."stepId" = "LogLine"."stepId" AND "StepAttempt"."startedAt" <= "LogLine"."at"
  ORDER BY "Run"."number" DESC, "StepAttempt"."number" DESC LIMIT 1
);
