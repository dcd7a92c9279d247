import { Counter, Gauge, type Registry } from "prom-client";
import type { TraceNews } from "../telemetry/keep-traces.ts";

export type TraceMetrics = TraceNews;

export function createTraceMetrics(registry: Registry): TraceMetrics {
  const registers = [registry];
  const spans = new Counter({
    registers,
    name: "orrery_trace_spans_total",
    help: "Spans that the collector took, or refused for good.",
    labelNames: ["outcome"],
  });
  const attempts = new Counter({
    registers,
    name: "orrery_trace_exports_total",
    help: "Batches of runs handed to the collector, by what came of it.",
    labelNames: ["outcome"],
  });
  const waiting = new Gauge({
    registers,
    name: "orrery_trace_backlog_runs",
    help: "Runs that have ended and are not exported as spans yet, counted to 10,000; of all executors together.",
  });
  const age = new Gauge({
    registers,
    name: "orrery_trace_backlog_seconds",
    help: "Since when the first of them waits.",
  });
  return {
    onSpans: (outcome, count) => spans.inc({ outcome }, count),
    onAttempt: (outcome) => attempts.inc({ outcome }),
    onBacklog({ runs, oldestMs }) {
      waiting.set(runs);
      age.set(oldestMs / 1_000);
    },
  };
}
