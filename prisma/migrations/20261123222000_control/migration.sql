-- AlterTable
ALTER TABLE "run" ADD COLUMN     "fork_of_run" UUID,
ADD COLUMN     "fork_of_seq" INTEGER;

-- CreateTable
CREATE TABLE "step_cache" (
    "workspace_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "run_id" UUID NOT NULL,
    "value_id" UUID NOT NULL,
    "handle" TEXT,
    "usage" JSON,
    "model" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "step_cache_pkey" PRIMARY KEY ("workspace_id","key")
);

-- CreateIndex
CREATE INDEX "run_fork_of_run_idx" ON "run"("fork_of_run");

-- CreateIndex
CREATE INDEX "step_cache_expires_at_idx" ON "step_cache"("expires_at");
