-- AlterTable
ALTER TABLE "mcp_server" ADD COLUMN     "sign_in" TEXT;
