-- Written by hand: Prisma knows no partial indexes. Documents wait to be cut again, too.
DROP INDEX "memory_document_waiting_idx";
CREATE INDEX "memory_document_waiting_idx" ON "memory_document"("created_at") WHERE "status" IN ('queued', 'recut', 'reading');
