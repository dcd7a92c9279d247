import { RUN_STATUSES } from "@orrery/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type RunFilter, readRunFilter, runFilterAddress } from "./run-filter.ts";

test("what does not fit is passed over", () => {
  expect(readRunFilter({ status: "nonsense", workflow: "1; drop table run", after: ["a", "b"], more: "x" })).toEqual(
    {},
  );
});

test("an address read again gives the same filter", () => {
  const filter = fc.record(
    { status: fc.constantFrom(...RUN_STATUSES), workflowId: fc.uuid(), cursor: fc.uuid() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(filter, (chosen: RunFilter) => {
      const { searchParams } = new URL(runFilterAddress(chosen), "http://localhost");
      expect(readRunFilter(Object.fromEntries(searchParams))).toEqual(chosen);
    }),
  );
});
