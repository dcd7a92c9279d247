"use client";
import type { RunControl } from "@orrery/canvas";
import { useToast } from "@orrery/ui";
import { useState } from "react";
import { explainError } from "../trpc/explain-error.ts";

/** The first event of a log says that the run began: up to there nothing has been done that could be kept. */
const BEGINNING = 1;

/** Starts a run once more, from its beginning with the input that it had, as it ran. */
export function useRunAgain(control: RunControl): { readonly start: () => void; readonly isStarting: boolean } {
  const toast = useToast();
  const [isStarting, setStarting] = useState(false);
  return {
    isStarting,
    start() {
      setStarting(true);
      control
        .fork({ seq: BEGINNING, rerun: [], outputs: [], graph: "same" })
        .catch((error: unknown) =>
          toast({ title: "The run was not started again", detail: explainError(error).message, tone: "failed" }),
        )
        .finally(() => setStarting(false));
    },
  };
}
