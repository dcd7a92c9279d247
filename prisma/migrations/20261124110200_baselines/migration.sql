-- CreateTable
CREATE TABLE "node_baseline" (
    "workflow_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "node_hash" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "state" JSON NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "node_baseline_pkey" PRIMARY KEY ("workflow_id","node_id","node_hash")
);

-- CreateTable
CREATE TABLE "run_deviation" (
    "run_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "workflow_id" UUID NOT NULL,
    "node_name" TEXT NOT NULL,
    "verdict" JSON NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "run_deviation_pkey" PRIMARY KEY ("run_id","node_id","kind")
);

-- CreateTable
CREATE TABLE "alert_target" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "place" JSON NOT NULL,
    "credential" TEXT NOT NULL,
    "kinds" TEXT[],
    "quiet_minutes" INTEGER NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_target_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_delivery" (
    "id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subjects" TEXT[],
    "body" JSON NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'due',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "node_baseline_updated_at_idx" ON "node_baseline"("updated_at");

-- CreateIndex
CREATE INDEX "run_deviation_workspace_id_ended_at_idx" ON "run_deviation"("workspace_id", "ended_at");

-- CreateIndex
CREATE INDEX "run_deviation_workflow_id_ended_at_idx" ON "run_deviation"("workflow_id", "ended_at");

-- CreateIndex
CREATE INDEX "run_deviation_ended_at_idx" ON "run_deviation"("ended_at");

-- CreateIndex
CREATE INDEX "alert_target_workspace_id_idx" ON "alert_target"("workspace_id");

-- CreateIndex
CREATE INDEX "alert_delivery_target_id_created_at_idx" ON "alert_delivery"("target_id", "created_at");

-- CreateIndex
CREATE INDEX "alert_delivery_status_next_at_idx" ON "alert_delivery"("status", "next_at");

-- AddForeignKey
ALTER TABLE "alert_delivery" ADD CONSTRAINT "alert_delivery_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "alert_target"("id") ON DELETE CASCADE ON UPDATE CASCADE;
