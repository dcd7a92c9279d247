import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SqlRunner } from "./sql-runner.ts";
import { createWakeUps } from "./wake-ups.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Keeps what would have been told. */
function recorder(): { readonly sql: SqlRunner; readonly told: unknown[] } {
  const told: unknown[] = [];
  const sql: SqlRunner = {
    query: async ({ values = [] }) => {
      told.push(...values);
      return { rows: [], command: "SELECT", rowCount: 0, oid: 0, fields: [] };
    },
  };
  return { sql, told };
}

test("the first news of a run goes out with its rows, what follows at once is told once, later", () => {
  const { sql, told } = recorder();
  const wakeUps = createWakeUps(sql);
  expect(["a", "a", "b", "a"].map((id) => wakeUps.isDue(id, false))).toEqual([true, false, true, false]);
  wakeUps.later("a");
  wakeUps.later("a");
  expect(told).toEqual([]);
  vi.advanceTimersByTime(10);
  expect(told).toEqual([["a"]]);
  // Those who were told late rest as well; the other is quiet again.
  expect(["a", "b"].map((id) => wakeUps.isDue(id, false))).toEqual([false, true]);
  wakeUps.later("a");
  vi.advanceTimersByTime(30);
  expect(told).toEqual([["a"], ["a"]]);
  expect(wakeUps.isDue("a", false)).toBe(true);
});

test("what is urgent is told with its rows always, and not again", () => {
  const { sql, told } = recorder();
  const wakeUps = createWakeUps(sql);
  expect([wakeUps.isDue("a", true), wakeUps.isDue("a", true)]).toEqual([true, true]);
  vi.advanceTimersByTime(50);
  expect(told).toEqual([]);
});

test("rows that land after the rest has begun anew are told at its end, not before they are there", () => {
  const { sql, told } = recorder();
  const wakeUps = createWakeUps(sql);
  wakeUps.isDue("a", false);
  wakeUps.isDue("a", false);
  vi.advanceTimersByTime(40);
  expect(told).toEqual([]);
  wakeUps.later("a");
  vi.advanceTimersByTime(10);
  expect(told).toEqual([["a"]]);
});

test("a wake-up that cannot be sent is nobody's failure", async () => {
  const wakeUps = createWakeUps({ query: () => Promise.reject(new Error("away")) });
  wakeUps.later("a");
  await vi.advanceTimersByTimeAsync(50);
  expect(wakeUps.isDue("a", false)).toBe(true);
});
