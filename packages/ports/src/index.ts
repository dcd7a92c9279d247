export type { StepDelta } from "@orrery/engine";
export { derivedId } from "./derived-id.ts";
export type { ExecutorEntry, Executors, Onlooker } from "./executors.ts";
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
  ResultCache,
  RunRowCache,
  ValueKind,
  ValueLabels,
  Values,
} from "./ports.ts";
