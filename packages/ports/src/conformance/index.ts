export { conformance } from "./conformance.ts";
export type { ConformanceWorld, TestRunner } from "./conformance-world.ts";
export { conformanceVector, type MemoryConformanceWorld, memoryConformance } from "./memory-conformance.ts";
