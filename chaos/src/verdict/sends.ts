import type { RunEvent } from "@orrery/engine";
import type { LedgerEntry } from "../stage/ledger.ts";
import { ledgerStep } from "../stage/ledger-step.ts";

/** What the logs of all runs with one tag say they asked of the outside: a run, and those that were forked from it. */
export class Sends {
  readonly #byTag = new Map<string, Map<string, { begun: number; runs: number; lastRun: string }>>();

  /** Counts how often each step was begun: what is kept of another run, or of the cache, is not. */
  note(tag: string, runId: string, log: readonly RunEvent[]): void {
    const steps = this.#byTag.get(tag) ?? new Map<string, { begun: number; runs: number; lastRun: string }>();
    this.#byTag.set(tag, steps);
    for (const event of log) {
      if (!("stepKey" in event) || event.stepKey === undefined) continue;
      if (event.type !== "step.started" && !("startedAt" in event && event.startedAt !== undefined)) continue;
      const name = ledgerStep(event.stepKey);
      const step = steps.get(name) ?? { begun: 0, runs: 0, lastRun: "" };
      steps.set(name, step);
      step.begun += 1;
      if (step.lastRun !== runId) step.runs += 1;
      step.lastRun = runId;
    }
  }

  /**
   * Where the outside knows more than the logs: a step that was asked for more often than it was begun, so twice for one
   * beginning or although it was kept; or that came under more keys than runs began it.
   */
  problems(
    entryOf: (tag: string, step: string) => LedgerEntry,
  ): readonly { readonly runId: string; readonly words: string }[] {
    return [...this.#byTag].flatMap(([tag, steps]) =>
      [...steps].flatMap(([name, { begun, runs, lastRun }]) => {
        const { received, keys } = entryOf(tag, name);
        return [
          ...(received > begun
            ? [{ runId: lastRun, words: `${name} was begun ${begun} times and sent ${received} times` }]
            : []),
          ...(keys > runs ? [{ runId: lastRun, words: `${name} was done under ${keys} keys by ${runs} runs` }] : []),
        ];
      }),
    );
  }
}
