-- AlterTable
ALTER TABLE "Installation" ADD COLUMN "consoleCallsJson" TEXT;
