export { countLiving } from "../admission/count-living.ts";
export { findPlacedRuns } from "../admission/find-placed-runs.ts";
export { readTargetLimits } from "../admission/read-target-limits.ts";
/** Driving runs without Prisma: a process that needs no more saves its memory. */
export { describeDatabase, explainConnectError, parseDatabaseUrl } from "../check-database.ts";
export { createFiles } from "../files/create-files.ts";
export { forgetFiles } from "../files/forget-files.ts";
export { forgetOldMemory } from "../memory/forget-old-memory.ts";
export { createMemoryStore } from "../memory/memory-store.ts";
export { indexVectors } from "../memory/vectors/index-vectors.ts";
export { forgetSearch } from "../search/forget-search.ts";
export { firstTurn, indexRuns, type SearchTurn } from "../search/index-runs.ts";
export { submitKeyedRun } from "../submit-keyed-run.ts";
export {
  type CommandSubmission,
  type RunSubmission,
  type SubmittedRun,
  submitCommand,
  submitRuns,
} from "../submit-runs.ts";
export { type FleetFigures, readFleetFigures } from "../telemetry/read-fleet-figures.ts";
export { createTraceQueue, type TracedRun, type TraceQueue } from "../telemetry/trace-queue.ts";
export { isPassingTrouble } from "./connection-trouble.ts";
export { openRunStore, type RunStore } from "./open-run-store.ts";
export { patientSql } from "./patient-sql.ts";
export { preparePartitions } from "./prepare-partitions.ts";
export { forgetExpiredResults } from "./result-cache.ts";
export type { SqlRunner } from "./sql-runner.ts";
