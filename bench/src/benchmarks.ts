import { baselines } from "./baselines.ts";
import type { Benchmark } from "./benchmark.ts";
import { canvasEditing } from "./canvas-editing.ts";
import { canvasLive } from "./canvas-live.ts";
import { canvasMemory } from "./canvas-memory.ts";
import { canvasSpeed } from "./canvas-speed.ts";
import { chain } from "./chain.ts";
import { compile } from "./compile.ts";
import { crowdedStart } from "./crowded-start.ts";
import { dashboards } from "./dashboards.ts";
import { editorSize } from "./editor-size.ts";
import { fairShare } from "./fair-share.ts";
import { fan } from "./fan.ts";
import { foldLargeRun } from "./fold.ts";
import { idleMemory } from "./idle-memory.ts";
import { liveLatency } from "./live-latency.ts";
import { recallFromMany } from "./recall.ts";
import { recallByHnsw } from "./recall-hnsw.ts";
import { runPage } from "./run-page.ts";
import { runsPage } from "./runs-page.ts";
import { sandbox } from "./sandbox.ts";
import { sharedLink } from "./shared-link.ts";
import { sharedPage } from "./shared-page.ts";
import { startLatency } from "./start-latency.ts";
import { storage } from "./storage.ts";
import { telemetryCost } from "./telemetry-cost.ts";
import { throughput } from "./throughput.ts";
import { twoExecutors } from "./two-executors.ts";
import { waitingMillion } from "./waiting-million.ts";
import { waitingRuns } from "./waiting-runs.ts";
import { watchers } from "./watchers.ts";
import { webhookLoad } from "./webhook-load.ts";

/** All benchmarks, in the order they run in: idle before busy, and the browser last, because it takes a core for itself. */
export const benchmarks: readonly Benchmark[] = [
  compile,
  sandbox,
  baselines,
  idleMemory,
  startLatency,
  chain,
  fan,
  throughput,
  telemetryCost,
  webhookLoad,
  watchers,
  sharedLink,
  twoExecutors,
  fairShare,
  storage,
  recallFromMany,
  recallByHnsw,
  runsPage,
  dashboards,
  waitingRuns,
  waitingMillion,
  crowdedStart,
  editorSize,
  ...canvasSpeed,
  canvasEditing,
  canvasLive,
  canvasMemory,
  liveLatency,
  foldLargeRun,
  runPage,
  sharedPage,
];
