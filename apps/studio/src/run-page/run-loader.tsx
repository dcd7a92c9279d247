"use client";
import { type ComponentType, useEffect, useState } from "react";
import { loadPatiently } from "../frame/load-patiently.ts";
import { RunOpening } from "./run-opening.tsx";
import type { RunScreenProps } from "./run-screen.tsx";

/** The run page draws in the browser only; until its code is there, the server's page says which run it is and how it stands. */
export function RunLoader(props: RunScreenProps) {
  const [Screen, setScreen] = useState<ComponentType<RunScreenProps> | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let isGone = false;
    loadPatiently(async () => (await import("./run-screen.tsx")).RunScreen).then(
      (found) => !isGone && setScreen(() => found),
      (error: unknown) => !isGone && setFailure(error ?? new Error("The page could not be loaded.")),
    );
    return () => {
      isGone = true;
    };
  }, []);
  // The page's error boundary says what to do.
  if (failure !== null) throw failure;
  return Screen === null ? <RunOpening run={props.run} /> : <Screen {...props} />;
}
