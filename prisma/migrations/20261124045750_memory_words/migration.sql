-- CreateTable
CREATE TABLE "memory_word" (
    "namespace_id" UUID NOT NULL,
    "word" TEXT NOT NULL,

    CONSTRAINT "memory_word_pkey" PRIMARY KEY ("namespace_id","word")
);

-- AddForeignKey
ALTER TABLE "memory_word" ADD CONSTRAINT "memory_word_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "memory_namespace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What follows is written by hand: Prisma knows neither extensions nor triggers. Comparing the spelling of a word with whole
-- texts took seconds.

DROP INDEX IF EXISTS "memory_record_trigram_idx";
DO $$
BEGIN
  CREATE INDEX "memory_word_trigram_idx" ON "memory_word" USING GIN ("word" gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'pg_trgm is not there: %', SQLERRM;
END $$;

-- One statement's words go in by their order, after everything else: two transactions wait for each other in one direction.
CREATE FUNCTION "memory_words_told"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO memory_word (namespace_id, word)
  SELECT DISTINCT told.namespace_id, said.lexeme
  FROM told, unnest(to_tsvector('simple', told.text)) AS said
  WHERE told.forgotten_at IS NULL AND length(said.lexeme) BETWEEN 4 AND 40 AND said.lexeme ~ '^[[:alpha:]]+$'
  ORDER BY 1, 2 ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "memory_words_new" AFTER INSERT ON "memory_record" REFERENCING NEW TABLE AS told
  FOR EACH STATEMENT EXECUTE FUNCTION "memory_words_told"();
CREATE TRIGGER "memory_words_changed" AFTER UPDATE ON "memory_record" REFERENCING NEW TABLE AS told
  FOR EACH STATEMENT EXECUTE FUNCTION "memory_words_told"();
INSERT INTO memory_word (namespace_id, word)
  SELECT DISTINCT r.namespace_id, said.lexeme FROM memory_record r, unnest(to_tsvector('simple', r.text)) AS said
  WHERE r.forgotten_at IS NULL AND length(said.lexeme) BETWEEN 4 AND 40 AND said.lexeme ~ '^[[:alpha:]]+$';
