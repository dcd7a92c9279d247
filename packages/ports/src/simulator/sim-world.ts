import type { RunEvent } from "@orrery/engine";
import type { Mood, Random } from "@orrery/engine/testing";
import type { MemoryWorld } from "../memory/index.ts";
import type { EventLog } from "../ports.ts";
import type { EffectLedger } from "./effect-ledger.ts";

/** Raised where a process dies; the scheduler catches it and nothing of the process is left. */
export class Crash extends Error {}

/** What all executors of one simulation share. Time and chance come from here and from nowhere else. */
export interface SimWorld {
  readonly store: MemoryWorld;
  /** The store's log, or one with a planted bug. */
  readonly log: EventLog;
  readonly runId: string;
  readonly mood: Mood;
  readonly random: Random;
  readonly effects: EffectLedger;
  readonly problems: Set<string>;
  /** How many more processes may die at a journal write. */
  crashesLeft: number;
  /** The only chance to die that is taken, counted from 1; null leaves it to `crashRate`. */
  readonly crashAt: number | null;
  /** Chances so far: before and after each journal write. */
  chances: number;
  /** How likely each chance to die is taken. */
  readonly crashRate: number;
  /** A planted bug: effects happen when they are decided, before their start is in the log. */
  readonly effectsFirst: boolean;
  /** How often the run was given to executors with other labels. */
  moved: number;
  /** How often a step with sub-steps was run again from its beginning. */
  replayed: number;
  now: number;
}

/** The rows of the run as they stand in the store. */
export function storedRows(world: SimWorld): readonly RunEvent[] {
  return world.store.tables.runs.get(world.runId)?.events ?? [];
}

/** Throws `Crash` now and then, as long as crashes are left. */
export function mayCrash(world: SimWorld): void {
  world.chances += 1;
  if (world.crashAt !== null) {
    if (world.chances === world.crashAt) throw new Crash();
    return;
  }
  if (world.crashesLeft === 0 || world.random() > world.crashRate) return;
  world.crashesLeft -= 1;
  throw new Crash();
}
