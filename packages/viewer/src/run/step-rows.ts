import { containerOf, parseStepKey, type RunState, type StepRecord } from "@orrery/engine";

/** One line of the list of steps. */
export interface StepRow {
  readonly key: string;
  readonly nodeId: string;
  readonly depth: number;
  /** Of an iteration: `[2]`; of a sub-step its name: `turn.3`; else empty. */
  readonly place: string;
}

/** The steps of a run, each after the one that it lies in, in the order in which they came up. */
export function stepRows(state: RunState): readonly StepRow[] {
  const children = new Map<string, StepRecord[]>();
  for (const step of state.steps.values()) {
    const parent = parentKey(step);
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [step]);
    else siblings.push(step);
  }
  const rows: StepRow[] = [];
  const seen = new Set<string>();
  const open: { readonly step: StepRecord; readonly depth: number }[] = [];
  const push = (parent: string, depth: number): void => {
    for (const step of (children.get(parent) ?? []).toSorted(byIteration).reverse()) open.push({ step, depth });
  };
  push(ROOT, 0);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { step, depth } = next;
    if (seen.has(step.key)) continue;
    seen.add(step.key);
    rows.push({ key: step.key, nodeId: step.nodeId, depth, place: placeOf(step) });
    push(step.key, depth + 1);
  }
  return rows;
}

const ROOT = "";

function parentKey(step: StepRecord): string {
  return step.sub?.parentKey ?? containerOf(step.scopeKey)?.containerKey ?? ROOT;
}

function placeOf(step: StepRecord): string {
  if (step.sub !== null) return step.key.slice(step.sub.parentKey.length + 1);
  const iteration = containerOf(step.scopeKey);
  return iteration === null ? "" : `[${iteration.index}]`;
}

/** Iterations by their number; within one, steps stay in their order (the sort is stable). */
function byIteration(a: StepRecord, b: StepRecord): number {
  if (a.scopeKey === b.scopeKey) return 0;
  return (containerOf(a.scopeKey)?.index ?? 0) - (containerOf(b.scopeKey)?.index ?? 0);
}

/** Where a step lies, for people: `Item 3, turn.2`; empty for a step of the whole run. */
export function stepPlace(key: string): string {
  const parts = parseStepKey(key);
  if (parts === null) return "";
  return [...parts.path.map(({ index }) => `Item ${index + 1}`), ...parts.sub].join(", ");
}
