-- AlterTable
ALTER TABLE "Run" ADD COLUMN "retryStepId" TEXT;
