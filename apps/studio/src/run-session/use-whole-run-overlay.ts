"use client";
import { createRunOverlay, type RunOverlay } from "@orrery/canvas";
import { useEffect, useMemo, useState } from "react";
import { useLive } from "../live/live-provider.tsx";
import { useTRPCClient } from "../trpc/trpc.ts";
import type { LogAhead } from "./log-ahead.ts";
import type { WatchedRun } from "./use-run-overlay.ts";
import { createWholeLog } from "./whole-log.ts";

/** A run that has not begun sends nothing; it is shown empty after this time. */
const PATIENCE_MS = 1_500;

/**
 * The states of a run at every moment of its log; null until its past is there. `run` keeps its identity. Where its log is
 * being read `ahead`, the stream goes on behind that.
 */
export function useWholeRunOverlay(run: WatchedRun, ahead: Promise<LogAhead | null> | null = null): RunOverlay | null {
  const client = useTRPCClient();
  const [ready, setReady] = useState(false);
  // Where the stream begins; null while that is not known.
  const [from, setFrom] = useState(ahead === null ? 0 : null);
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
  useEffect(() => {
    let isGone = false;
    ahead?.then(
      (log) => {
        if (isGone) return;
        if (log !== null) {
          overlay.apply({ kind: "events", events: log.events });
          if (log.previews.length > 0) overlay.apply({ kind: "previews", previews: log.previews });
          setReady(true);
        }
        setFrom(log?.events.at(-1)?.seq ?? 0);
      },
      // What could not be read ahead comes with the stream.
      () => !isGone && setFrom(0),
    );
    return () => {
      isGone = true;
    };
  }, [ahead, overlay]);
  useLive(from === null ? null : { kind: "run", id: run.id, after: from }, (item) => {
    if (item.kind === "run") receive(item.item);
  });
  useEffect(() => {
    if (from === null) return;
    const timer = setTimeout(() => setReady(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [from]);
  return ready ? overlay : null;
}
