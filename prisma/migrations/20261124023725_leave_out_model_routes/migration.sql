-- AlterTable
ALTER TABLE "model_call" DROP COLUMN "route",
DROP COLUMN "run_id",
DROP COLUMN "step_key";

-- DropTable
DROP TABLE "model_route";
