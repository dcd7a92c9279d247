-- CreateTable
CREATE TABLE "target_limit" (
    "name" TEXT NOT NULL,
    "per_second" DOUBLE PRECISION,
    "at_once" INTEGER,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "target_limit_pkey" PRIMARY KEY ("name")
);
