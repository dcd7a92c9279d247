import { type EventBody, onCollected, onFinished, onOutcome, type Work } from "@orrery/engine";
import type { CacheEntry, ChildStart, FileWrite, MemoryChange, NewValue } from "@orrery/ports";
import { isPending, type Maybe } from "./maybe.ts";
import { performClose, performCollect, performFinish, performOpen } from "./perform-scope.ts";
import { performStep } from "./perform-step.ts";
import type { RunContext } from "./run-context.ts";
import type { RecordedOutcome } from "./step-result.ts";

/** A fact on its way into the log. It is asked for its event only when its turn comes, against the state of that moment. */
export interface Arrival {
  /** Null where it comes too late to count. */
  readonly toEvent: (now: number) => EventBody | null;
  readonly values: readonly NewValue[];
  readonly cache?: CacheEntry;
  /** A run that the step starts, if its event counts. */
  readonly child?: ChildStart & { readonly stepKey: string };
  /** What the step does to memory, if its success counts. */
  readonly memory?: readonly MemoryChange[];
  /** What names of files point to, if its success counts. */
  readonly files?: readonly FileWrite[];
  /** The work that it ends. */
  readonly busyKey?: string;
}

/** Carries out what the engine decided, whatever it is. At once where nothing has to be waited for; null when aborted. */
export function performWork(context: RunContext, work: Work, abort: AbortController): Maybe<Arrival | null> {
  const startedAt = context.means.clock.now();
  switch (work.do) {
    case "start":
    case "resume":
      return mapped(
        performStep(context, work, abort),
        (done) => done && stepArrival(context, { ...work, startedAt }, done),
      );
    case "open":
      return mapped(performOpen(context, work), (done) => stepArrival(context, { ...work, startedAt }, done));
    case "close":
      return mapped(performClose(context, work), (done) => stepArrival(context, { ...work, startedAt }, done));
    case "collect":
      return mapped(performCollect(context, work), ({ outcome, values }) => ({
        values,
        toEvent: (now) => onCollected(context.state(), { stepKey: work.stepKey, index: work.index, outcome }, now),
      }));
    case "finish":
      return mapped(performFinish(context), (finished) => ({
        values: finished.values,
        toEvent: (now) =>
          "error" in finished
            ? { type: "run.failed", at: now, error: finished.error }
            : onFinished(context.state(), finished.output, now),
      }));
  }
}

function stepArrival(
  context: RunContext,
  work: { readonly stepKey: string; readonly attempt: number; readonly startedAt: number },
  { outcome, values, cache, child, writes, files }: RecordedOutcome,
): Arrival {
  const { stepKey, attempt, startedAt } = work;
  return {
    values,
    ...(cache !== undefined && { cache }),
    ...(child !== undefined && { child: { ...child, stepKey } }),
    ...(writes !== undefined && { memory: writes.map((write) => ({ stepKey, at: context.means.clock.now(), write })) }),
    ...(files !== undefined && { files: files.map((change) => ({ stepKey, at: context.means.clock.now(), change })) }),
    toEvent: (now) =>
      onOutcome(context.state(), { stepKey, attempt, startedAt, outcome }, { now, random: Math.random() }),
  };
}

function mapped<T, U>(value: Maybe<T>, to: (value: T) => U): Maybe<U> {
  return isPending(value) ? value.then(to) : to(value);
}
