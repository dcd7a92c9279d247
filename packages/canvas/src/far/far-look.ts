import type { NodeCategory } from "@orrery/ui";
import type { NodeRun } from "../run/node-run.ts";
import type { FarColour } from "./far-colours.ts";

const STATE: Partial<Record<NodeRun["state"], FarColour>> = {
  running: "running",
  retrying: "running",
  waiting: "waiting",
  uncertain: "waiting",
  succeeded: "done",
  failed: "failed",
};

const CATEGORY: Readonly<Record<NodeCategory, FarColour>> = {
  "start-end": "category-start",
  flow: "category-flow",
  ai: "category-ai",
  network: "category-network",
  data: "category-data",
  human: "category-human",
  note: "brass",
};

/** The colour of a state; null for what rests. */
export function stateColour(state: NodeRun["state"]): FarColour | null {
  return STATE[state] ?? null;
}

export function categoryColour(category: NodeCategory | undefined): FarColour {
  return CATEGORY[category ?? "start-end"];
}

/** A title in at most two lines of so many letters, broken between words where that is possible. */
export function titleLines(title: string, most: number): readonly string[] {
  const whole = title.trim();
  if (whole.length <= most) return [whole];
  const space = whole.lastIndexOf(" ", most);
  const at = space > 0 ? space : most;
  const rest = whole.slice(at).trim();
  return [whole.slice(0, at), rest.length <= most ? rest : `${rest.slice(0, most - 1)}…`];
}
