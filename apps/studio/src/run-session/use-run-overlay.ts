"use client";
import { createRunOverlay, type RunOverlay } from "@orrery/canvas";
import type { Graph } from "@orrery/graph";
import type { Plan } from "@orrery/plan";
import { useMemo } from "react";
import { useLive } from "../live/live-provider.tsx";

export interface WatchedRun {
  readonly id: string;
  readonly plan: Plan;
  /** The drawing it shows. */
  readonly graph: Graph;
}

/** The live states of a run, fed by the shared stream; null without a run. `run` keeps its identity while it is the same. */
export function useRunOverlay(run: WatchedRun | null): RunOverlay | null {
  const overlay = useMemo(() => run && createRunOverlay({ plan: run.plan, graph: run.graph }), [run]);
  const topic = run && overlay && { kind: "run" as const, id: run.id, after: overlay.getState().lastSeq };
  useLive(topic, (item) => {
    if (item.kind === "run") overlay?.apply(item.item);
  });
  return overlay;
}
