import type { RunRow } from "@orrery/services";
import { expect, test } from "vitest";
import { holdRows } from "./hold-rows.ts";

const row = (id: string, status = "running"): RunRow => ({
  ...{ id, status, workflowId: null, name: id, waits: 0, openWaits: null, errorCode: null, heldUp: null },
  ...{ outputValueId: null, version: null, startedBy: "local", origin: "command-line", parent: null, forkOf: null },
  ...{ createdAt: 0, startedAt: null, endedAt: null },
});

test("rows stay in their places with their present states, newer ones are counted, older ones are not", () => {
  const shown = [row("5"), row("4"), row("3")];
  const latest = [row("7"), row("6"), row("5", "failed"), row("3", "succeeded"), row("2")];
  expect(holdRows(shown, latest)).toEqual({
    ...{ rows: [row("5", "failed"), row("4"), row("3", "succeeded")], fresh: 2 },
  });
  expect(holdRows([], latest)).toEqual({ rows: [], fresh: 5 });
});
