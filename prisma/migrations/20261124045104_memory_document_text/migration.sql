-- AlterTable
ALTER TABLE "memory_document" DROP COLUMN "sha256",
ADD COLUMN     "data" BYTEA,
ADD COLUMN     "text" TEXT;
