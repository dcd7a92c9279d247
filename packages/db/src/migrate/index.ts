export { type MigrateResult, migrate } from "./migrate.ts";
