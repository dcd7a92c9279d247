"use client";
import { type ComponentType, useEffect, useState } from "react";
import { loadPatiently } from "../frame/load-patiently.ts";
import { type LogAhead, readLogAhead } from "../run-session/log-ahead.ts";
import { useTRPCClient } from "../trpc/trpc.ts";
import { RunOpening } from "./run-opening.tsx";
import type { RunScreenProps } from "./run-screen.tsx";

export interface RunLoaderProps extends Omit<RunScreenProps, "ahead"> {
  /** How far its log went when the page was made. */
  lastSeq: number;
}

/**
 * The run page draws in the browser only; until its code is there, the server's page says which run it is and how it stands,
 * and its log is read beside the code.
 */
export function RunLoader({ lastSeq, ...run }: RunLoaderProps) {
  const client = useTRPCClient();
  const [Screen, setScreen] = useState<ComponentType<RunScreenProps> | null>(null);
  const [ahead, setAhead] = useState<Promise<LogAhead | null> | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const runId = run.run.id;
  const [knownSeq] = useState(lastSeq);
  const isArchived = run.archive !== null;
  useEffect(() => {
    let isGone = false;
    // A file is read from its beginning for each page.
    const log = isArchived
      ? Promise.resolve(null)
      : readLogAhead(knownSeq, (after, previews) => client.run.events.query({ runId, after, previews }));
    // Whoever takes it over says what becomes of a failure.
    log.catch(() => undefined);
    setAhead(log);
    loadPatiently(async () => (await import("./run-screen.tsx")).RunScreen).then(
      (found) => !isGone && setScreen(() => found),
      (error: unknown) => !isGone && setFailure(error ?? new Error("The page could not be loaded.")),
    );
    return () => {
      isGone = true;
    };
  }, [client, runId, isArchived, knownSeq]);
  // The page's error boundary says what to do.
  if (failure !== null) throw failure;
  return Screen === null || ahead === null ? <RunOpening run={run.run} /> : <Screen {...run} ahead={ahead} />;
}
