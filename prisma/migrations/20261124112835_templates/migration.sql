-- CreateTable
CREATE TABLE "workflow_template" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "about" JSON NOT NULL,
    "graph" JSON NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workflow_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gallery" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "index" JSON NOT NULL,
    "etag" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gallery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "workflow_template_workspace_id_id_idx" ON "workflow_template"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "gallery_workspace_id_url_key" ON "gallery"("workspace_id", "url");
