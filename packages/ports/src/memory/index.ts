export { memoryRecall } from "./memory-recall.ts";
export type { MemoryJob, MemoryRun, MemoryTables } from "./memory-tables.ts";
export type { MemoryWorld } from "./memory-world.ts";
export { createMemoryWorld } from "./memory-world.ts";
