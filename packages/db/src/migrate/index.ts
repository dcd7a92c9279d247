export { type MigrateResult, migrate } from "./migrate.ts";
export { schemaChanges } from "./schema-changes.ts";
