-- CreateTable
CREATE TABLE "share_link" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "target_id" UUID NOT NULL,
    "token_sha" TEXT NOT NULL,
    "projection" JSON NOT NULL,
    "password_hash" TEXT,
    "views" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "share_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "share_link_token_sha_key" ON "share_link"("token_sha");

-- CreateIndex
CREATE INDEX "share_link_workspace_id_target_id_idx" ON "share_link"("workspace_id", "target_id");
