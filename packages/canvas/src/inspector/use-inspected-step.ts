"use client";
import type { StepRecord } from "@orrery/engine";
import { useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useNodeRun } from "../editor/use-stores.ts";

export interface InspectedStep {
  readonly nodeId: string;
  /** Every step of the node so far, in the order they began. */
  readonly keys: readonly string[];
  readonly record: Readonly<StepRecord> | null;
  readonly choose: (stepKey: string) => void;
}

/** Which step of a node the inspector speaks of: the one chosen, the iteration looked at, or the last one. */
export function useInspectedStep(nodeId: string): InspectedStep {
  const { overlay, view } = useEditor();
  const run = useNodeRun(nodeId);
  const [chosen, setChosen] = useState<string | null>(() => view.getState().wantedStep);
  const steps = overlay?.runState().steps;
  const keys = steps ? [...steps.values()].filter((step) => step.nodeId === nodeId).map((step) => step.key) : [];
  const key =
    chosen !== null && steps?.get(chosen)?.nodeId === nodeId
      ? chosen
      : (run.waitingKeys[0] ?? run.stepKey ?? keys.at(-1));
  return { nodeId, keys, record: key === undefined ? null : (steps?.get(key) ?? null), choose: setChosen };
}
