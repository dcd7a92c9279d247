import type { RunCommand } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import type { Commands, EventLog, Leases, Queue, ResultCache, Values } from "../ports.ts";

/** A fresh store with the adapters under test, and what the suite does to it from outside. */
export interface ConformanceWorld {
  readonly log: EventLog;
  readonly leases: Leases;
  readonly commands: Commands;
  readonly values: Values;
  readonly cache: ResultCache;
  readonly queue: Queue;
  /** A UUID that was never given before. */
  newId(): string;
  /** Stores a run of this plan that has not started. Gives its id. */
  createRun(plan: Plan): Promise<string>;
  /** Puts a command into the inbox of the run, as a verb does. */
  submit(runId: string, command: RunCommand): Promise<void>;
  /** A live executor. Gives its id. */
  newExecutor(): Promise<string>;
  /** From now on the executor counts as dead; it may still try to write. */
  killExecutor(owner: string): Promise<void>;
  /** The jobs that ask for the run to be driven and that nobody has taken: when, epoch ms (null: now). */
  jobsOf(runId: string): Promise<readonly (number | null)[]>;
  dispose(): Promise<void>;
}

/** What the suite needs of a test runner; Vitest's `test` and `expect` fit. */
export interface TestRunner {
  test(name: string, body: () => Promise<void>): unknown;
  expect(actual: unknown): { toEqual(expected: unknown): void };
}
