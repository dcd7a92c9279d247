import { RUN_STATUSES } from "@orrery/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ORIGINS,
  ownTimes,
  RANGES,
  type RunFilter,
  readRunFilter,
  runFilterAddress,
  runQuestion,
} from "./run-filter.ts";

test("what does not fit is passed over", () => {
  expect(
    readRunFilter({
      status: "nonsense",
      workflow: "1; drop table run",
      origin: "moon",
      q: "   ",
      from: "yesterday",
      within: "a while",
      to: "-271821-04-20T00:00:00.000Z",
      after: ["a", "b"],
      more: "x",
    }),
  ).toEqual({});
});

test("an address read again gives the same filter", () => {
  const time = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });
  const filter = fc.record(
    {
      status: fc.constantFrom(...RUN_STATUSES),
      workflowId: fc.uuid(),
      origin: fc.constantFrom(...ORIGINS.map(({ origin }) => origin)),
      errorCode: fc.constantFrom("HTTP_500", "tool-broke"),
      nodeId: fc.constantFrom("ask", "a_1"),
      text: fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() === text && text.isWellFormed()),
      from: time,
      to: time,
      cursor: fc.uuid(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(filter, (chosen: RunFilter) => {
      const { searchParams } = new URL(runFilterAddress(chosen), "http://localhost");
      expect(readRunFilter(Object.fromEntries(searchParams))).toEqual(chosen);
    }),
  );
});

test("a stretch of time stays one in the address, and is counted from now where runs are asked", () => {
  for (const { within, ms } of RANGES) {
    const filter = readRunFilter({ within, from: "2026-01-01T00:00:00.000Z", q: "lost parcel" });
    expect(filter).toEqual({ within, text: "lost parcel" });
    expect(
      readRunFilter(Object.fromEntries(new URL(runFilterAddress(filter), "http://localhost").searchParams)),
    ).toEqual(filter);
    expect(runQuestion(filter, 5_000_000_000)).toEqual({ from: 5_000_000_000 - ms, text: "lost parcel" });
  }
  expect(runQuestion({ to: 7 }, 9)).toEqual({ to: 7 });
});

test("times of one's own are said in words", () => {
  const [from, to] = [Date.UTC(2026, 10, 24, 8), Date.UTC(2026, 10, 24, 9, 30)];
  expect([ownTimes({ from, to }), ownTimes({ from }), ownTimes({ to }), ownTimes({ within: "7d" })]).toEqual([
    "2026-11-24 08:00 to 2026-11-24 09:30 UTC",
    "Since 2026-11-24 08:00 UTC",
    "Before 2026-11-24 09:30 UTC",
    null,
  ]);
});
