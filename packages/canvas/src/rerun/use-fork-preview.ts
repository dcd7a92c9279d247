"use client";
import type { RunState } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import { useEffect, useState } from "react";
import type { ForkOrder } from "../run/run-control.ts";
import type { ForkPreview } from "./fork-preview.ts";

export type PreviewState =
  | { readonly kind: "working" }
  | { readonly kind: "preview"; readonly preview: ForkPreview }
  | { readonly kind: "unknown" };

export interface PreviewArgs {
  readonly from: RunState;
  readonly oldPlan: Plan;
  /** Null while it is not known. */
  readonly plan: Plan | null;
  /** Null while it is not complete, such as JSON that is half typed. */
  readonly order: ForkOrder | null;
}

/** What an order would keep, worked out anew a moment after it changed. */
export function useForkPreview({ from, oldPlan, plan, order }: PreviewArgs): PreviewState {
  const [state, setState] = useState<PreviewState>({ kind: "working" });
  useEffect(() => {
    if (!plan || !order) {
      setState({ kind: "working" });
      return;
    }
    let current = true;
    // Playing a run anew brings a good part of the engine; only who forks loads it.
    import("./fork-preview.ts").then(
      ({ forkPreview }) => {
        if (!current) return;
        try {
          setState({ kind: "preview", preview: forkPreview({ from, oldPlan, plan, order }) });
        } catch {
          setState({ kind: "unknown" });
        }
      },
      () => current && setState({ kind: "unknown" }),
    );
    return () => {
      current = false;
    };
  }, [from, oldPlan, plan, order]);
  return state;
}
