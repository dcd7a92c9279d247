-- AlterTable
ALTER TABLE "run" ADD COLUMN     "depth" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "parent_run_id" UUID,
ADD COLUMN     "parent_step_key" TEXT,
ADD COLUMN     "trigger_id" UUID,
ADD COLUMN     "version" INTEGER;

-- CreateTable
CREATE TABLE "workflow_version" (
    "workflow_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "plan_hash" TEXT NOT NULL,
    "drawing_hash" TEXT NOT NULL,
    "draft_seq" INTEGER NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "face" JSON NOT NULL,
    "published_by" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workflow_version_pkey" PRIMARY KEY ("workflow_id","number")
);

-- CreateTable
CREATE TABLE "trigger" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "workflow_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "spec" JSON NOT NULL,
    "version" INTEGER NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "token_sha" TEXT,
    "token_sealed" TEXT,
    "key_sealed" TEXT,
    "source_id" UUID,
    "next_at" TIMESTAMPTZ(3),
    "last_at" TIMESTAMPTZ(3),
    "last_run_id" UUID,
    "last_problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trigger_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trigger_key" (
    "trigger_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "run_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trigger_key_pkey" PRIMARY KEY ("trigger_id","key")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "key_sha" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "workflow_version_workspace_id_idx" ON "workflow_version"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "trigger_token_sha_key" ON "trigger"("token_sha");

-- CreateIndex
CREATE INDEX "trigger_source_id_idx" ON "trigger"("source_id");

-- CreateIndex
CREATE INDEX "trigger_next_at_idx" ON "trigger"("next_at");

-- CreateIndex
CREATE UNIQUE INDEX "trigger_workflow_id_node_id_key" ON "trigger"("workflow_id", "node_id");

-- CreateIndex
CREATE INDEX "trigger_key_at_idx" ON "trigger_key"("at");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_sha_key" ON "api_key"("key_sha");

-- CreateIndex
CREATE INDEX "api_key_workspace_id_idx" ON "api_key"("workspace_id");

-- CreateIndex
CREATE INDEX "run_parent_run_id_idx" ON "run"("parent_run_id");

-- AddForeignKey
ALTER TABLE "workflow_version" ADD CONSTRAINT "workflow_version_workflow_id_fkey" FOREIGN KEY ("workflow_id") REFERENCES "workflow"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trigger" ADD CONSTRAINT "trigger_workflow_id_fkey" FOREIGN KEY ("workflow_id") REFERENCES "workflow"("id") ON DELETE CASCADE ON UPDATE CASCADE;
