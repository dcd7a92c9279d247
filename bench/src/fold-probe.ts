import { readFileSync } from "node:fs";
import { fold, indexPlan, initialState, type RunEvent } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import { median } from "./percentile.ts";

/** What one process measured, in milliseconds. */
export interface FoldTimes {
  /** The first fold of a process that has folded nothing. */
  readonly cold: number;
  readonly warm: number;
}

const warmUps = 10;
const rounds = 21;

function probe(file: string): FoldTimes {
  const { plan, log }: { plan: Plan; log: readonly RunEvent[] } = JSON.parse(readFileSync(file, "utf8"));
  const index = indexPlan(plan);
  const once = (): number => {
    const state = initialState(index);
    const from = performance.now();
    fold(state, log);
    return performance.now() - from;
  };
  const cold = once();
  for (let round = 0; round < warmUps; round += 1) once();
  return { cold, warm: median(Array.from({ length: rounds }, once)) };
}

process.stdout.write(JSON.stringify(probe(process.argv[2] ?? "")));
