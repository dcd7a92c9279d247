export type { StepDelta } from "@orrery/engine";
export type { MailClient, SqlClient, SqliteClient } from "./connections.ts";
export { derivedId } from "./derived-id.ts";
export type { ExecutorEntry, ExecutorFigures, Executors, Onlooker } from "./executors.ts";
export { type Files, type FileWrite, type KeptFile, mostFileBytes } from "./files.ts";
export type {
  BuiltInPrice,
  ListedModels,
  LocalEndpoint,
  ModelCallRecord,
  ModelFigures,
  ModelProvider,
  ModelProviderKind,
  ModelRoute,
  ModelRouteMember,
  ModelRouteMode,
  ModelRouteView,
  ModelSetup,
} from "./model-setup.ts";
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
  ModelCallBound,
  ModelCallOrigin,
  ModelClient,
  ModelDirectory,
  ModelInfo,
  ModelTest,
  NewValue,
  Outbox,
  Queue,
  ReleaseOutcome,
  ResultCache,
  RunGate,
  RunRelease,
  RunRowCache,
  ValueKind,
  ValueLabels,
  Values,
} from "./ports.ts";
export { type Chunking, type DocumentReader, defaultChunking, type Piece } from "./recall/document-reader.ts";
export { fuseRankings } from "./recall/fuse-rankings.ts";
export { memoryNamespace } from "./recall/memory-namespace.ts";
export {
  type EmbeddingAnswer,
  type EmbeddingRequest,
  type Embeddings,
  joinLabels,
  type Memory,
  type MemoryAnswer,
  type MemoryChange,
  type MemoryFacts,
  type MemoryRanking,
  type MemoryRequest,
  type MemorySearch,
  type MemoryStore,
  type VectorChange,
  type VectorSearch,
} from "./recall/memory-ports.ts";
export { createSecretMask, HIDDEN, type SecretMask, shortestSecret } from "./secret-mask.ts";
export type { Secret, SecretKind, Secrets } from "./secrets.ts";
export type {
  BegunSignIn,
  ListedTool,
  ToolClient,
  ToolDirectory,
  ToolGrant,
  ToolListing,
  ToolServer,
  ToolSetup,
  ToolSignIn,
} from "./tool-setup.ts";
