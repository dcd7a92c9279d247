export { makeMonth } from "./old-runs.ts";
export { type TestDatabase, testDatabase } from "./test-database.ts";
