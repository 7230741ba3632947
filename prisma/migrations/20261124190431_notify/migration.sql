-- CreateTable
CREATE TABLE "NotificationChannel" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "settingsJson" TEXT NOT NULL,
    "urlEnc" TEXT,
    "secretEnc" TEXT,
    "eventsJson" TEXT NOT NULL,
    "installationIdsJson" TEXT,
    "isEnabled" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "NotificationDelivery" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "channelId" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "jobId" TEXT,
    "installationId" TEXT,
    "auditEventId" INTEGER,
    "noticeJson" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    "nextTryAt" DATETIME,
    "lastTryAt" DATETIME,
    "sentAt" DATETIME,
    "claimedBy" TEXT,
    "claimedUntil" DATETIME,
    "problemJson" TEXT,
    "answer" TEXT,
    CONSTRAINT "NotificationDelivery_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES "NotificationChannel" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "NotificationCursor" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "auditEventId" INTEGER NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "NotificationChannel_name_key" ON "NotificationChannel"("name");

-- CreateIndex
CREATE INDEX "NotificationDelivery_status_nextTryAt_idx" ON "NotificationDelivery"("status", "nextTryAt");

-- CreateIndex
CREATE INDEX "NotificationDelivery_createdAt_idx" ON "NotificationDelivery"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "NotificationDelivery_channelId_auditEventId_key" ON "NotificationDelivery"("channelId", "auditEventId");
