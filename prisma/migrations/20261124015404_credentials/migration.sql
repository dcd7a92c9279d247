-- CreateTable
CREATE TABLE "instance_seal" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "key_id" TEXT NOT NULL,
    "check" TEXT NOT NULL,

    CONSTRAINT "instance_seal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seal_key" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "wrapped" TEXT NOT NULL,
    "is_current" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "seal_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "hosts" TEXT[],
    "open" JSON NOT NULL DEFAULT '{}',
    "sealed" JSON NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "replaced_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_provider" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "credential" TEXT,
    "models" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_provider_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_price" (
    "workspace_id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "input" DOUBLE PRECISION NOT NULL,
    "output" DOUBLE PRECISION NOT NULL,
    "as_of" DATE NOT NULL,

    CONSTRAINT "model_price_pkey" PRIMARY KEY ("workspace_id","model")
);

-- CreateTable
CREATE TABLE "model_route" (
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "spec" JSON NOT NULL,
    "state" JSON NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_route_pkey" PRIMARY KEY ("workspace_id","name")
);

-- CreateTable
CREATE TABLE "model_call" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "run_id" UUID,
    "step_key" TEXT,
    "route" TEXT,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "error_code" TEXT,
    "input_tokens" INTEGER NOT NULL,
    "output_tokens" INTEGER NOT NULL,
    "usd" DOUBLE PRECISION,
    "latency_ms" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_call_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "seal_key_workspace_id_idx" ON "seal_key"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "credential_workspace_id_handle_key" ON "credential"("workspace_id", "handle");

-- CreateIndex
CREATE UNIQUE INDEX "model_provider_workspace_id_handle_key" ON "model_provider"("workspace_id", "handle");

-- CreateIndex
CREATE INDEX "model_call_workspace_id_at_idx" ON "model_call"("workspace_id", "at");
