export type { SimulationReport } from "./simulate.ts";
export { simulate } from "./simulate.ts";
