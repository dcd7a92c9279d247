-- CreateTable
CREATE TABLE "run_search" (
    "run_id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "status" TEXT,
    "origin" TEXT NOT NULL,
    "words" tsvector,

    CONSTRAINT "run_search_pkey" PRIMARY KEY ("run_id")
);

-- CreateIndex
CREATE INDEX "run_search_status_workspace_id_run_id_idx" ON "run_search"("status", "workspace_id", "run_id");

-- CreateIndex
CREATE INDEX "run_search_workspace_id_origin_run_id_idx" ON "run_search"("workspace_id", "origin", "run_id");

-- CreateIndex
CREATE INDEX "run_search_words_idx" ON "run_search" USING GIN ("words");
