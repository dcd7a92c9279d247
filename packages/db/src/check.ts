export { checkDatabase, describeDatabase, explainConnectError, parseDatabaseUrl } from "./check-database.ts";
export { DatabaseProblem, type DatabaseProblemCode } from "./database-problem.ts";
export { errorCode } from "./error-code.ts";
