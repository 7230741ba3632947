-- AlterTable
ALTER TABLE "Installation" ADD COLUMN "archivedAt" DATETIME;
ALTER TABLE "Installation" ADD COLUMN "archivedBy" TEXT;
ALTER TABLE "Installation" ADD COLUMN "archivedReason" TEXT;
ALTER TABLE "Installation" ADD COLUMN "metaDbIdentity" TEXT;
