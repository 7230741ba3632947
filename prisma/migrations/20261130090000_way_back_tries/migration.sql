-- CreateTable
CREATE TABLE "WayBackTry" (
    "installationId" TEXT NOT NULL PRIMARY KEY,
    "scratchJson" TEXT NOT NULL DEFAULT '[]',
    "resultJson" TEXT,
    CONSTRAINT "WayBackTry_installationId_fkey" FOREIGN KEY ("installationId") REFERENCES "Installation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
