"use client";
import { createRunOverlay, type RunOverlay } from "@orrery/canvas";
import { useEffect, useMemo, useState } from "react";
import { useLive } from "../live/live-provider.tsx";
import { useTRPCClient } from "../trpc/trpc.ts";
import type { WatchedRun } from "./use-run-overlay.ts";
import { createWholeLog } from "./whole-log.ts";

/** A run that has not begun sends nothing; it is shown empty after this time. */
const PATIENCE_MS = 1_500;

/** The states of a run at every moment of its log; null until its past is there. `run` keeps its identity. */
export function useWholeRunOverlay(run: WatchedRun): RunOverlay | null {
  const client = useTRPCClient();
  const [ready, setReady] = useState(false);
  const overlay = useMemo(() => createRunOverlay({ plan: run.plan, graph: run.graph }), [run]);
  const receive = useMemo(
    () =>
      createWholeLog({
        apply: (item) => overlay.apply(item),
        readEvents: async (after) => (await client.run.events.query({ runId: run.id, after })).events,
        onReady: () => setReady(true),
      }),
    [overlay, client, run.id],
  );
  useLive({ kind: "run", id: run.id, after: 0 }, (item) => {
    if (item.kind === "run") receive(item.item);
  });
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return ready ? overlay : null;
}
