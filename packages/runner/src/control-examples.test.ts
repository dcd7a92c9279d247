import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { catalog } from "@orrery/nodes/catalog";
import { runtimes } from "@orrery/nodes/runtimes";
import { compileText, type Json } from "@orrery/plan";
import { expect, test } from "vitest";
import { createMemoryRunner } from "./testing/memory-runner.ts";

const folder = resolve(import.meta.dirname, "../../../docs/examples");

/** Runs a file of docs/examples several times, one after the other, on one store in memory. */
async function runs(file: string, inputs: readonly Json[]) {
  const { plan } = compileText(readFileSync(join(folder, file), "utf8"), { catalog });
  if (plan === null) throw new Error(`${file} gives no plan.`);
  const known = catalog.types.flatMap(({ type }) => runtimes.get(type) ?? []);
  const { create, runner, story, events } = createMemoryRunner({ runtimes: known, catalog });
  const told: { readonly story: readonly string[]; readonly cached: number; readonly undone: number | null }[] = [];
  for (const input of inputs) {
    const runId = await create(plan, JSON.stringify(input));
    await runner.drive(runId);
    const log = events(runId);
    const end = log.at(-1);
    told.push({
      story: story(runId),
      cached: log.filter((event) => event.type === "step.succeeded" && event.cached !== undefined).length,
      undone: end?.type === "run.failed" ? (end.undone ?? 0) : null,
    });
  }
  return told;
}

test("a trip that costs too much is taken back, the last booking first", async () => {
  const [dear, cheap] = await runs("undo.json", [
    { city: "Rome", bound: 500 },
    { city: "Rome", bound: 600 },
  ]);
  expect(dear?.story.slice(-5)).toEqual([
    "step.failed check ORR_EXPR_NOT_FINITE",
    "run.failing check ORR_EXPR_NOT_FINITE",
    "step.succeeded cancel_hotel",
    "step.succeeded cancel_flight",
    "run.failed check ORR_EXPR_NOT_FINITE",
  ]);
  expect({ dear: dear?.undone, cheap: cheap?.undone }).toEqual({ dear: 2, cheap: null });
  expect(cheap?.story.at(-1)).toBe("run.succeeded");
});

test("what was worked out for one run is taken by the next, and another word is worked out", async () => {
  const told = await runs("kept-result.json", [{ word: "moon" }, { word: "moon" }, { word: "sun" }]);
  expect(told.map(({ cached }) => cached)).toEqual([0, 1, 0]);
});
