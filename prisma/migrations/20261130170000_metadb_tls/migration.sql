-- AlterTable
ALTER TABLE "Installation" ADD COLUMN "metaDbCa" TEXT;
ALTER TABLE "Installation" ADD COLUMN "metaDbTls" TEXT NOT NULL DEFAULT 'offered';
