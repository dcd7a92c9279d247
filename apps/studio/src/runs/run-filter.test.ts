import { RUN_STATUSES } from "@orrery/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ORIGINS, type RunFilter, readRunFilter, runFilterAddress } from "./run-filter.ts";

test("what does not fit is passed over", () => {
  expect(
    readRunFilter({
      status: "nonsense",
      workflow: "1; drop table run",
      origin: "moon",
      q: "   ",
      from: "yesterday",
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
