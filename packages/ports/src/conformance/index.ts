export { conformance } from "./conformance.ts";
export type { ConformanceWorld, TestRunner } from "./conformance-world.ts";
