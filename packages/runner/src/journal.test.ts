import type { AppendOutcome, AppendRequest, EventLog } from "@orrery/ports";
import { describe, expect, test } from "vitest";
import { createJournal, type JournalSource } from "./journal.ts";

const row = { status: "running", waits: 0, outputValueId: null, errorCode: null, startedAt: null, endedAt: null };

/** A log whose appends end when the test says so. */
function openLog() {
  const batches: { readonly runIds: readonly string[]; end(outcomes?: readonly AppendOutcome[]): Promise<void> }[] = [];
  const append = (batch: readonly AppendRequest[]) =>
    new Promise<readonly AppendOutcome[]>((resolve) => {
      batches.push({
        runIds: batch.map(({ runId }) => runId),
        end: async (outcomes = batch.map(() => ({ kind: "ok" }))) => {
          resolve(outcomes);
          await turn();
        },
      });
    });
  const log: Pick<EventLog, "append"> = { append };
  return { batches, log };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

function sourceOf(runId: string, amount: () => number) {
  const outcomes: AppendOutcome[] = [];
  const source: JournalSource = {
    runId,
    build: () => {
      const count = amount();
      if (count === 0) return null;
      const events = Array.from({ length: count }, () => ({ type: "run.cancelled" as const, at: 1 }));
      return { runId, epoch: 1, lastSeq: 0, events, values: [], handled: new Map(), row };
    },
    settled: (outcome) => outcomes.push(outcome),
  };
  return { source, outcomes };
}

describe("the journal", () => {
  test("what becomes ready in one turn goes out together; at most two batches are under way, never two of one run", async () => {
    const { batches, log } = openLog();
    const journal = createJournal(log, () => undefined);
    const [a, b, c, d] = ["a", "b", "c", "d"].map((id) => sourceOf(id, () => 1));
    for (const one of [a, b]) if (one) journal.want(one.source);
    await turn();
    for (const one of [a, c]) if (one) journal.want(one.source);
    await turn();
    if (d) journal.want(d.source);
    await turn();
    expect(batches.map((batch) => batch.runIds)).toEqual([["a", "b"], ["c"]]);
    await batches[0]?.end();
    // The run that wanted again while its batch was under way goes out with the one that came later.
    expect(batches.map((batch) => batch.runIds)).toEqual([["a", "b"], ["c"], ["a", "d"]]);
    expect([a, b, c, d].map((one) => one?.outcomes.length)).toEqual([1, 1, 0, 0]);
    expect(journal.figures).toEqual({ events: 5, batches: 3 });
  });

  test("a run that has nothing to write after all takes no place", async () => {
    const { batches, log } = openLog();
    const journal = createJournal(log, () => undefined);
    const empty = sourceOf("a", () => 0);
    journal.want(empty.source);
    await turn();
    expect(batches).toEqual([]);
    expect(empty.outcomes).toEqual([]);
  });

  test("each run hears its own outcome; a log that throws lets its runs go as stale and is told of", async () => {
    const { batches, log } = openLog();
    const told: unknown[] = [];
    const journal = createJournal(log, (error) => told.push(error));
    const [a, b] = [sourceOf("a", () => 1), sourceOf("b", () => 1)];
    journal.want(a.source);
    journal.want(b.source);
    await turn();
    await batches[0]?.end([{ kind: "rejected", message: "no" }, { kind: "ok" }]);
    expect([a.outcomes, b.outcomes]).toEqual([[{ kind: "rejected", message: "no" }], [{ kind: "ok" }]]);
    const broken = createJournal({ append: () => Promise.reject(new Error("broken")) }, (error) => told.push(error));
    broken.want(b.source);
    await turn();
    expect(b.outcomes.at(-1)).toEqual({ kind: "stale" });
    expect(told).toEqual([new Error("broken")]);
  });
});
