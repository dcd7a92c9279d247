"use client";
import { Spinner } from "@orrery/ui";
import { type ComponentType, useEffect, useState } from "react";
import { loadPatiently } from "../../frame/load-patiently.ts";
import { CompareHead } from "./compare-head.tsx";
import type { CompareScreenProps } from "./compare-screen.tsx";

/** A comparison is drawn in the browser only; until its code is there, the bar says which runs it is about. */
export function CompareLoader(props: CompareScreenProps) {
  const [Screen, setScreen] = useState<ComponentType<CompareScreenProps> | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let isGone = false;
    loadPatiently(async () => (await import("./compare-screen.tsx")).CompareScreen).then(
      (found) => !isGone && setScreen(() => found),
      (error: unknown) => !isGone && setFailure(error ?? new Error("The page could not be loaded.")),
    );
    return () => {
      isGone = true;
    };
  }, []);
  // The page's error boundary says what to do.
  if (failure !== null) throw failure;
  return (
    <>
      <CompareHead first={props.first.run} second={props.second.run} />
      {Screen === null ? <CompareOpening /> : <Screen {...props} />}
    </>
  );
}

/** Until both runs are there. */
export function CompareOpening() {
  return (
    <main className="dotted grid min-h-0 flex-1 place-items-center bg-canvas text-dim">
      <p className="flex items-center gap-2" role="status">
        <Spinner size={16} /> Opening the two runs
      </p>
    </main>
  );
}
