-- CreateTable
CREATE TABLE "trace_cursor" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "noted_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trace_cursor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_trace" (
    "run_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_trace_pkey" PRIMARY KEY ("run_id")
);

-- CreateIndex
CREATE INDEX "run_trace_next_at_idx" ON "run_trace"("next_at");
