"use client";
import { StatePill, type StateTone } from "@orrery/ui";
import { CirclePause, History, type LucideIcon, PencilLine, Pin, PowerOff, Undo2, Zap } from "lucide-react";
import type { KeptFrom, NodeRun } from "../run/node-run.ts";
import { keptAll, stateWords, stepState, waitsForBudget } from "./node-words.ts";

const KEPT_ICON: Record<KeptFrom["by"], LucideIcon> = { run: History, person: PencilLine, pin: Pin, cache: Zap };

export interface NodeStateProps {
  run: NodeRun;
  isOff?: boolean;
}

/** How a node stands, as icon and word; nothing before the first run. What was kept or undone looks unlike what was done. */
export function NodeState({ run, isOff = false }: NodeStateProps) {
  const label = stateWords(run, isOff);
  const own = ownLook(run, isOff);
  if (run.state === "idle" && own === null) return null;
  return <StatePill state={stepState(run)} label={label} {...own} />;
}

function ownLook(run: NodeRun, isOff: boolean): { readonly icon: LucideIcon; readonly tone: StateTone } | null {
  if (isOff && (run.state === "idle" || run.state === "skipped")) return { icon: PowerOff, tone: "rest" };
  if (run.isPausedHere || waitsForBudget(run)) return { icon: CirclePause, tone: "waiting" };
  if (run.isUndone) return { icon: Undo2, tone: "rest" };
  const kept = keptAll(run);
  return kept === null ? null : { icon: KEPT_ICON[kept.by], tone: "done" };
}
