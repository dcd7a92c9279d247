-- AlterTable
ALTER TABLE "model_call" ADD COLUMN     "route" TEXT;

-- CreateTable
CREATE TABLE "model_route" (
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "models" TEXT[],
    "weights" DOUBLE PRECISION[],
    "fallback_on" TEXT NOT NULL,
    "timeout_ms" INTEGER,
    "hedge_after_ms" INTEGER,
    "frozen_at" TIMESTAMPTZ(3),

    CONSTRAINT "model_route_pkey" PRIMARY KEY ("workspace_id","name")
);

-- CreateIndex
CREATE INDEX "model_call_workspace_id_provider_model_at_idx" ON "model_call"("workspace_id", "provider", "model", "at");
