export type { StepDelta } from "@orrery/engine";
export type { ExecutorEntry, Executors, Onlooker } from "./executors.ts";
export type {
  AppendOutcome,
  AppendRequest,
  Bus,
  BusChannel,
  CacheEntry,
  ClaimedRun,
  Clock,
  Commands,
  EventLog,
  Leases,
  ModelClient,
  ModelDirectory,
  ModelInfo,
  NewValue,
  Queue,
  ResultCache,
  RunRowCache,
  ValueKind,
  ValueLabels,
  Values,
} from "./ports.ts";
