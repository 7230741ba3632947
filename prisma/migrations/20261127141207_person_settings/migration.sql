-- AlterTable: columns are added, so that no row of another table that points to a person is touched
ALTER TABLE "User" ADD COLUMN "timeZone" TEXT;
ALTER TABLE "User" ADD COLUMN "singleKeys" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "User" ADD COLUMN "tourEnded" BOOLEAN NOT NULL DEFAULT false;
-- Whoever has an account already knows the panel.
UPDATE "User" SET "tourEnded" = true;
