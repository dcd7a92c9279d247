import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { catalog } from "@orrery/nodes/catalog";
import { runtimes } from "@orrery/nodes/runtimes";
import { compileText } from "@orrery/plan";
import { expect, test } from "vitest";
import { createMemoryRunner } from "./testing/memory-runner.ts";

const file = resolve(import.meta.dirname, "../../../docs/examples/orders-report.json");

test.each([
  ["id;country;price\n1;CH;10\n2;DE;20.5\n2;DE;20.5\n3;CH;30\n", "3 orders, 60.5 in all\nCH: 40.00\nDE: 20.50"],
  ["id,country,price\n1,CH,cheap\n", "The value at 0.price: This should be a number, and is text."],
])("a table in text becomes a report, or the reason why not (%#)", async (csv, expected) => {
  const { plan, diagnostics } = compileText(readFileSync(file, "utf8"), { catalog });
  expect(diagnostics).toEqual([]);
  if (plan === null) throw new Error("The example gives no plan.");
  const known = catalog.types.flatMap(({ type }) => runtimes.get(type) ?? []);
  const { create, runner, events, readValue } = createMemoryRunner({ runtimes: known, catalog });
  const runId = await create(plan, JSON.stringify({ csv }));
  await runner.drive(runId);
  const end = events(runId).at(-1);
  expect(end?.type).toBe("run.succeeded");
  const output = end?.type === "run.succeeded" ? end.output : null;
  expect(output && (await readValue(runId, output.id))).toBe(expected);
});
