-- Written by hand: Prisma knows no partial indexes. Records that wait for their vectors.
CREATE INDEX "memory_record_unembedded_idx" ON "memory_record"("namespace_id", "id") WHERE "embedder" IS NULL AND "forgotten_at" IS NULL;
CREATE INDEX "memory_document_waiting_idx" ON "memory_document"("created_at") WHERE "status" IN ('queued', 'reading');
