export type { StepDelta } from "@orrery/engine";
export { derivedId } from "./derived-id.ts";
export type { ExecutorEntry, ExecutorFigures, Executors, Onlooker } from "./executors.ts";
export type {
  AppendOutcome,
  AppendRequest,
  Bus,
  BusChannel,
  CacheEntry,
  ChildStart,
  ClaimedRun,
  Clock,
  Commands,
  EventLog,
  Leases,
  ModelClient,
  ModelDirectory,
  ModelInfo,
  NewValue,
  Outbox,
  Queue,
  ReleaseOutcome,
  ResultCache,
  RunRelease,
  RunRowCache,
  ValueKind,
  ValueLabels,
  Values,
} from "./ports.ts";
