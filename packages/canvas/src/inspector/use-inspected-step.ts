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
  const keys = steps ? [...steps.values()].filter((step) => isOf(nodeId, step)).map((step) => step.key) : [];
  const isListed = (wanted: string) => {
    const step = steps?.get(wanted);
    return step !== undefined && isOf(nodeId, step);
  };
  const key =
    chosen !== null && isListed(chosen) ? chosen : (run.waitingKeys.find(isListed) ?? run.stepKey ?? keys.at(-1));
  return { nodeId, keys, record: key === undefined ? null : (steps?.get(key) ?? null), choose: setChosen };
}

/** A turn is part of the step that takes it; a call of a tool is a step of the tool. */
function isOf(nodeId: string, { nodeId: of, sub }: Readonly<StepRecord>): boolean {
  return of === nodeId && (sub === null || sub.kind === "tool");
}
