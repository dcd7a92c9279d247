-- AlterTable
ALTER TABLE "workflow" ADD COLUMN     "tool_name" TEXT;

-- CreateTable
CREATE TABLE "mcp_server" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "credential" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mcp_server_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mcp_tool" (
    "server_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "face" JSON NOT NULL,
    "hash" TEXT NOT NULL,
    "approved_by" TEXT NOT NULL,
    "approved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mcp_tool_pkey" PRIMARY KEY ("server_id","name")
);

-- CreateTable
CREATE TABLE "mcp_sign_in" (
    "state_sha" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "server_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mcp_sign_in_pkey" PRIMARY KEY ("state_sha")
);

-- CreateIndex
CREATE UNIQUE INDEX "mcp_server_workspace_id_handle_key" ON "mcp_server"("workspace_id", "handle");

-- CreateIndex
CREATE INDEX "mcp_sign_in_created_at_idx" ON "mcp_sign_in"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "workflow_workspace_id_tool_name_key" ON "workflow"("workspace_id", "tool_name");

-- AddForeignKey
ALTER TABLE "mcp_tool" ADD CONSTRAINT "mcp_tool_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "mcp_server"("id") ON DELETE CASCADE ON UPDATE CASCADE;
