-- CreateTable
CREATE TABLE "workspace_file" (
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "run_id" UUID,
    "step_key" TEXT,

    CONSTRAINT "workspace_file_pkey" PRIMARY KEY ("workspace_id","name")
);

-- CreateTable
CREATE TABLE "file_content" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "sha256" TEXT,
    "bytes" INTEGER NOT NULL DEFAULT 0,
    "touched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "file_content_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_piece" (
    "content_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "file_piece_pkey" PRIMARY KEY ("content_id","index")
);

-- CreateIndex
CREATE INDEX "workspace_file_workspace_id_sha256_idx" ON "workspace_file"("workspace_id", "sha256");

-- CreateIndex
CREATE INDEX "file_content_touched_at_idx" ON "file_content"("touched_at");

-- CreateIndex
CREATE UNIQUE INDEX "file_content_workspace_id_sha256_key" ON "file_content"("workspace_id", "sha256");

-- AddForeignKey
ALTER TABLE "file_piece" ADD CONSTRAINT "file_piece_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "file_content"("id") ON DELETE CASCADE ON UPDATE CASCADE;
