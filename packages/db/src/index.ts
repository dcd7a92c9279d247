export { type Admission, type Gate, placesWithoutExecutors } from "./admission/admission.ts";
export { checkDatabase, describeDatabase, explainConnectError, parseDatabaseUrl } from "./check-database.ts";
export { createDb } from "./create-db.ts";
export { isDatabaseAway } from "./database-away.ts";
export { DatabaseProblem, type DatabaseProblemCode } from "./database-problem.ts";
export { isDiskFull } from "./disk-full.ts";
export { errorCode } from "./error-code.ts";
export { createFiles } from "./files/create-files.ts";
export { Prisma, PrismaClient } from "./generated/client.ts";
export { createMemoryStore } from "./memory/memory-store.ts";
export { type Archives, createArchives, type RunKeeping } from "./retention/archives.ts";
export { createBus, type PostgresBus } from "./run-log/bus.ts";
export { createCommands } from "./run-log/commands.ts";
export { isPassingTrouble } from "./run-log/connection-trouble.ts";
export { createEventLog } from "./run-log/event-log.ts";
export { deadAfterMs } from "./run-log/executor-signs.ts";
export { createExecutors } from "./run-log/executors.ts";
export { createLeases } from "./run-log/leases.ts";
export { openRunStore, type RunStore } from "./run-log/open-run-store.ts";
export { createQueue, driveTask } from "./run-log/queue.ts";
export { type SqlDatabase, type SqlRunner, sqlDatabase } from "./run-log/sql-runner.ts";
export { createValues } from "./run-log/values.ts";
export { newestPreviews, type WatchSources, watchRun } from "./run-log/watch-run.ts";
export { indexRuns } from "./search/index-runs.ts";
export { unnotedSince } from "./search/unnoted-since.ts";
export { wordsQuery } from "./search/words-query.ts";
export { submitKeyedRun } from "./submit-keyed-run.ts";
export {
  type CommandSubmission,
  type RunSubmission,
  type SubmittedRun,
  submitCommand,
  submitRuns,
} from "./submit-runs.ts";
export { isTextRefused } from "./text-refused.ts";
