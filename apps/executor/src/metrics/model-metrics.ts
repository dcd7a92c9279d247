import type { ModelCallRecord, ModelSetup } from "@orrery/ports";
import { Counter, Histogram, type Registry } from "prom-client";
import { createLabelCap } from "./label-cap.ts";

export interface ModelMetrics {
  /** The same setup, which counts the calls that are written down. */
  counting<S extends ModelSetup>(setup: S): S;
}

const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

export function createModelMetrics(registry: Registry): ModelMetrics {
  const registers = [registry];
  const calls = new Counter({
    registers,
    name: "orrery_model_calls_total",
    help: "Calls of models outside, by whose they are, the route they were chosen by, and what came of them.",
    labelNames: ["provider", "model", "route", "outcome"],
  });
  const tokens = new Counter({
    registers,
    name: "orrery_model_tokens_total",
    help: "Tokens that models took and gave.",
    labelNames: ["provider", "model", "direction"],
  });
  const usd = new Counter({
    registers,
    name: "orrery_model_cost_usd_total",
    help: "Dollars, of calls whose price is known.",
    labelNames: ["provider", "model"],
  });
  const latency = new Histogram({
    registers,
    name: "orrery_model_latency_seconds",
    help: "From a call to the end of its answer, or its failure.",
    labelNames: ["provider", "model"],
    buckets,
  });
  const [providerOf, modelOf, routeOf, codeOf] = [50, 100, 50, 50].map(createLabelCap);
  const name = (cap: ((value: string) => string) | undefined, value: string): string => cap?.(value) ?? "other";

  const take = (call: ModelCallRecord): void => {
    const of = { provider: name(providerOf, call.provider), model: name(modelOf, call.model) };
    const route = call.route === null ? "" : name(routeOf, call.route);
    const outcome = call.errorCode === null ? "answered" : name(codeOf, call.errorCode);
    calls.inc({ ...of, route, outcome });
    tokens.inc({ ...of, direction: "input" }, Math.max(0, call.inputTokens));
    tokens.inc({ ...of, direction: "output" }, Math.max(0, call.outputTokens));
    if (call.usd !== null) usd.inc(of, Math.max(0, call.usd));
    latency.observe(of, Math.max(0, call.latencyMs) / 1_000);
  };

  return {
    counting: (setup) => ({
      ...setup,
      record(call: ModelCallRecord) {
        take(call);
        setup.record?.(call);
      },
    }),
  };
}
