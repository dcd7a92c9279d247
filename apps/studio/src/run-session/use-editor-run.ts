"use client";
import type { DocumentStore, RunOverlay } from "@orrery/canvas";
import { hasEnded } from "@orrery/engine";
import type { Json } from "@orrery/graph";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { rememberInput } from "../new-workflow/remembered-input.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { useRunOverlay } from "./use-run-overlay.ts";
import { waitUntilSaved } from "./wait-until-saved.ts";

const SAVE_PATIENCE_MS = 5_000;
/** Run asked for again within this time of a start is the same wish: a key pressed twice, a double click. */
const SAME_WISH_MS = 700;

export interface EditorRun {
  readonly runId: string | null;
  readonly overlay: RunOverlay | null;
  readonly starting: boolean;
  /**
   * Rejects with what is wrong; the run is then not started. Gives `same-wish`, and starts nothing, while another start is
   * under way or has just been made. `breakpoints`: node ids at which it pauses. `to`: only what leads to this node runs.
   */
  start(input: Json, breakpoints: readonly string[], to?: string): Promise<"started" | "same-wish">;
  /** Shows another run of this workflow. */
  show(runId: string): void;
  /** Rejects where the last edits have not reached the server. */
  saved(): Promise<void>;
}

/**
 * The run an editor shows: the one it started, the one its address names, or one that is still under way when it opens.
 * The address keeps it, so a reload in mid-run goes on watching.
 */
export function useEditorRun(workflowId: string, document: DocumentStore | null): EditorRun {
  const trpc = useTRPC();
  const [runId, setRunId] = useState<string | null>(() => new URLSearchParams(window.location.search).get("run"));
  const startRun = useMutation(trpc.run.start.mutationOptions());
  const latest = useQuery({
    ...trpc.run.list.queryOptions({ workflowId, limit: 1 }),
    enabled: runId === null,
    staleTime: Number.POSITIVE_INFINITY,
  }).data?.runs[0];
  useEffect(() => {
    if (latest && !hasEnded(latest.status)) setRunId((chosen) => chosen ?? latest.id);
  }, [latest]);
  useEffect(() => {
    const address = new URL(window.location.href);
    if (runId === null) address.searchParams.delete("run");
    else address.searchParams.set("run", runId);
    window.history.replaceState(window.history.state, "", address);
  }, [runId]);

  const details = useQuery({
    ...trpc.run.get.queryOptions({ id: runId ?? "" }),
    enabled: runId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const foreign = details.data !== undefined && details.data.run.workflowId !== workflowId;
  const plan = foreign ? undefined : details.data?.plan;
  const graph = details.data?.graph;
  const watched = useMemo(
    () => (runId !== null && plan && graph ? { id: runId, plan, graph } : null),
    [runId, plan, graph],
  );
  useEffect(() => {
    if (details.isError || foreign) setRunId(null);
  }, [details.isError, foreign]);

  const saved = useCallback(async () => {
    if (document && !(await waitUntilSaved(document, SAVE_PATIENCE_MS))) {
      throw new Error("Your last changes are not saved yet, so the run would not have them. Try again in a moment.");
    }
  }, [document]);

  // A key pressed again comes before React has drawn that a start is under way.
  const underWay = useRef(false);
  const startedAt = useRef(Number.NEGATIVE_INFINITY);
  const [starting, setStarting] = useState(false);

  return {
    runId,
    overlay: useRunOverlay(watched),
    starting,
    async start(input, breakpoints, to) {
      if (underWay.current || performance.now() - startedAt.current < SAME_WISH_MS) return "same-wish";
      underWay.current = true;
      setStarting(true);
      try {
        await saved();
        const stops = breakpoints.length > 0 ? { breakpoints: [...breakpoints] } : {};
        const started = await startRun.mutateAsync({
          ...{ workflowId, input, pins: true, ...stops },
          ...(to !== undefined && { to }),
        });
        startedAt.current = performance.now();
        rememberInput(workflowId, input);
        setRunId(started.runId);
        return "started";
      } finally {
        underWay.current = false;
        setStarting(false);
      }
    },
    show: setRunId,
    saved,
  };
}
