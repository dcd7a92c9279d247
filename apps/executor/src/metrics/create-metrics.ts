import { Registry } from "prom-client";
import { createFleetMetrics, type FleetMeans } from "./fleet-metrics.ts";
import { createModelMetrics, type ModelMetrics } from "./model-metrics.ts";
import { createProcessMetrics, type ProcessMeans } from "./process-metrics.ts";
import { createRunMetrics, type RunMetrics } from "./run-metrics.ts";
import { createTraceMetrics, type TraceMetrics } from "./trace-metrics.ts";

/** What an executor counts of itself, and reads of the installation when it is asked. */
export interface ExecutorMetrics {
  readonly runs: RunMetrics;
  readonly models: ModelMetrics;
  readonly traces: TraceMetrics;
  /** The text format of Prometheus, 0.0.4. What the database would say is left out while it does not answer. */
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(means: ProcessMeans & FleetMeans): ExecutorMetrics {
  const registry = new Registry();
  createProcessMetrics(registry, means);
  const runs = createRunMetrics(registry);
  const models = createModelMetrics(registry);
  const traces = createTraceMetrics(registry);
  const fleet = createFleetMetrics(registry, means);
  return {
    runs,
    models,
    traces,
    contentType: registry.contentType,
    async text() {
      await fleet.read();
      return registry.metrics();
    },
  };
}
