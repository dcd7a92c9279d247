-- AlterTable
ALTER TABLE "run" ADD COLUMN     "leased_at" TIMESTAMPTZ(3);
