-- CreateTable
CREATE TABLE "memory_namespace" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL DEFAULT 'memory',
    "runs" TEXT NOT NULL DEFAULT 'write',
    "ttl_ms" BIGINT,
    "max_records" INTEGER NOT NULL DEFAULT 100000,
    "embedder" TEXT NOT NULL DEFAULT 'offline',
    "chunking" JSON NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memory_namespace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memory_record" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "key" TEXT,
    "text" TEXT NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "labels" JSON NOT NULL,
    "run_id" UUID,
    "step_key" TEXT,
    "by" TEXT NOT NULL,
    "document_id" UUID,
    "place" INTEGER,
    "embedder" TEXT,
    "vector" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "forgotten_at" TIMESTAMPTZ(3),
    "tx" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    -- Words for full text, and the namespace as one more, so that the index finds both at once.
    "search" tsvector GENERATED ALWAYS AS (
        CASE WHEN "forgotten_at" IS NULL
        THEN array_to_tsvector(ARRAY['ns:' || "namespace_id"::text]) || to_tsvector('english'::regconfig, "text") END
    ) STORED,

    CONSTRAINT "memory_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memory_document" (
    "id" UUID NOT NULL,
    "namespace_id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT,
    "media_type" TEXT NOT NULL DEFAULT '',
    "bytes" INTEGER NOT NULL DEFAULT 0,
    "sha256" TEXT,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "problem" TEXT,
    "chunks" INTEGER NOT NULL DEFAULT 0,
    "embedded" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memory_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memory_read" (
    "record_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "step_key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memory_read_pkey" PRIMARY KEY ("record_id","run_id","step_key")
);

-- CreateIndex
CREATE UNIQUE INDEX "memory_namespace_workspace_id_scope_name_subject_key" ON "memory_namespace"("workspace_id", "scope", "name", "subject");

-- CreateIndex
CREATE INDEX "memory_record_namespace_id_tx_idx" ON "memory_record"("namespace_id", "tx");

-- CreateIndex
CREATE INDEX "memory_record_run_id_idx" ON "memory_record"("run_id");

-- CreateIndex
CREATE INDEX "memory_record_document_id_place_idx" ON "memory_record"("document_id", "place");

-- CreateIndex
CREATE UNIQUE INDEX "memory_record_namespace_id_key_key" ON "memory_record"("namespace_id", "key");

-- CreateIndex
CREATE INDEX "memory_document_namespace_id_created_at_idx" ON "memory_document"("namespace_id", "created_at");

-- CreateIndex
CREATE INDEX "memory_read_run_id_idx" ON "memory_read"("run_id");

-- AddForeignKey
ALTER TABLE "memory_record" ADD CONSTRAINT "memory_record_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "memory_namespace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memory_document" ADD CONSTRAINT "memory_document_namespace_id_fkey" FOREIGN KEY ("namespace_id") REFERENCES "memory_namespace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What follows is written by hand: Prisma knows neither these indexes nor triggers.

CREATE INDEX "memory_record_search_idx" ON "memory_record" USING GIN ("search") WITH (fastupdate = off);
CREATE INDEX "memory_record_metadata_idx" ON "memory_record" USING GIN ("metadata" jsonb_path_ops);
CREATE INDEX "memory_record_expires_at_idx" ON "memory_record"("expires_at") WHERE "expires_at" IS NOT NULL;

-- Spelling that is nearly right is found by trigrams. Where the extension cannot be had, the search does without and says so.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX "memory_record_trigram_idx" ON "memory_record" USING GIN ("text" gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'pg_trgm is not there: %', SQLERRM;
END $$;

-- Whoever keeps a copy of the vectors asks for what has changed since the oldest transaction that was under way when it
-- last asked; so a change must show the transaction that made it.
CREATE FUNCTION "memory_record_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.tx := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER "memory_record_changed" BEFORE UPDATE ON "memory_record" FOR EACH ROW EXECUTE FUNCTION "memory_record_changed"();
