-- CreateTable
CREATE TABLE "run_uncounted" (
    "run_id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "taken_until" TIMESTAMPTZ(3),

    CONSTRAINT "run_uncounted_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "run_tally" (
    "workspace_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "hours" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(0) NOT NULL,
    "succeeded" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "cancelled" INTEGER NOT NULL,
    "times" INTEGER[],
    "usd" DOUBLE PRECISION NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "slow_run_id" UUID,
    "slow_ms" DOUBLE PRECISION,

    CONSTRAINT "run_tally_pkey" PRIMARY KEY ("workspace_id","subject","hours","at")
);

-- CreateTable
CREATE TABLE "node_tally" (
    "workspace_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "hours" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(0) NOT NULL,
    "node_id" TEXT NOT NULL,
    "node_type" TEXT NOT NULL,
    "node_name" TEXT NOT NULL,
    "is_container" BOOLEAN NOT NULL,
    "runs" INTEGER NOT NULL,
    "failed_runs" INTEGER NOT NULL,
    "times" INTEGER[],
    "ms" DOUBLE PRECISION NOT NULL,
    "usd" DOUBLE PRECISION NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "retries" INTEGER NOT NULL,
    "slow_run_id" UUID NOT NULL,
    "slow_ms" DOUBLE PRECISION NOT NULL,
    "dear_run_id" UUID,
    "dear_usd" DOUBLE PRECISION,

    CONSTRAINT "node_tally_pkey" PRIMARY KEY ("workspace_id","subject","hours","at","node_id")
);

-- CreateTable
CREATE TABLE "fault_tally" (
    "workspace_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "hours" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(0) NOT NULL,
    "node_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "node_type" TEXT NOT NULL,
    "node_name" TEXT NOT NULL,
    "runs" INTEGER NOT NULL,
    "last_run_id" UUID NOT NULL,

    CONSTRAINT "fault_tally_pkey" PRIMARY KEY ("workspace_id","subject","hours","at","node_id","code")
);

-- CreateTable
CREATE TABLE "run_fault" (
    "run_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,

    CONSTRAINT "run_fault_pkey" PRIMARY KEY ("run_id","node_id","code")
);

-- CreateIndex
CREATE INDEX "run_uncounted_workspace_id_idx" ON "run_uncounted"("workspace_id");

-- CreateIndex
CREATE INDEX "run_tally_workspace_id_hours_at_idx" ON "run_tally"("workspace_id", "hours", "at");

-- CreateIndex
CREATE INDEX "node_tally_workspace_id_hours_at_idx" ON "node_tally"("workspace_id", "hours", "at");

-- CreateIndex
CREATE INDEX "fault_tally_workspace_id_hours_at_idx" ON "fault_tally"("workspace_id", "hours", "at");

-- CreateIndex
CREATE INDEX "run_fault_workspace_id_code_node_id_run_id_idx" ON "run_fault"("workspace_id", "code", "node_id", "run_id");

-- CreateIndex
CREATE INDEX "run_fault_workspace_id_node_id_run_id_idx" ON "run_fault"("workspace_id", "node_id", "run_id");

-- Runs that had ended before there were dashboards are counted, too.
INSERT INTO "run_uncounted" ("run_id", "workspace_id") SELECT "run_id", "workspace_id" FROM "run_search" WHERE "status" IS NOT NULL;
