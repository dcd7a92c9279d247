import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { catalog } from "@orrery/nodes/catalog";
import { runtimes } from "@orrery/nodes/runtimes";
import { compileText, type Json } from "@orrery/plan";
import { expect, test } from "vitest";
import { createMemoryRunner } from "./testing/memory-runner.ts";

const folder = resolve(import.meta.dirname, "../../../docs/examples");

/** Compiles a file of docs/examples, runs it on a store in memory, and gives the run's output and what happened. */
async function run(
  file: string,
  input: Json,
): Promise<{ readonly output: Json | null; readonly story: readonly string[] }> {
  const { plan, diagnostics } = compileText(readFileSync(join(folder, file), "utf8"), { catalog });
  expect(diagnostics).toEqual([]);
  if (plan === null) throw new Error(`${file} gives no plan.`);
  const known = catalog.types.flatMap(({ type }) => runtimes.get(type) ?? []);
  const { create, runner, story, events, readValue } = createMemoryRunner({ runtimes: known, catalog });
  const runId = await create(plan, JSON.stringify(input));
  await runner.drive(runId);
  const end = events(runId).at(-1);
  const output = end?.type === "run.succeeded" ? end.output : null;
  return { output: output && (await readValue(runId, output.id)), story: story(runId) };
}

test("every example of flow is tried here", () => {
  const files = readdirSync(folder);
  expect(files).toEqual(
    expect.arrayContaining(["first-answer.json", "loop.json", "switched-off.json", "two-of-three.json"]),
  );
  for (const file of files) {
    const { diagnostics, plan } = compileText(readFileSync(join(folder, file), "utf8"), { catalog });
    expect({ file, diagnostics, isSound: plan !== null }).toEqual({ file, diagnostics: [], isSound: true });
  }
});

test("a loop goes on from its state until its condition is met, or its bound", async () => {
  const halved = await run("loop.json", { n: 20, below: 6 });
  expect(halved.output).toEqual({ state: { n: 5, path: [20, 10] }, iterations: 2, done: true });
  const bounded = await run("loop.json", { n: 1, below: 0 });
  expect(bounded.output).toMatchObject({ iterations: 20, done: false });
});

test("who is first goes on, and the rest ends", async () => {
  const { output, story } = await run("first-answer.json", { question: "who?" });
  expect(output).toBe("WHO?");
  expect(story.filter((line) => /slow|first/.test(line))).toEqual([
    "step.skipped slow",
    "step.skipped after_slow",
    "step.succeeded first",
  ]);
});

test.each([
  [[true, true, false], "agreed"],
  [[true, true, true], "agreed"],
  [[false, true, false], "JOIN_UNMET"],
  [[false, false, false], "nobody said yes"],
])("a quorum of two over %j gives %s", async (votes, expected) => {
  expect((await run("two-of-three.json", { votes })).output).toBe(expected);
});

test("what is switched off does nothing, and the run goes on", async () => {
  const { output, story } = await run("switched-off.json", { text: " so be it " });
  expect(output).toEqual({ text: "so be it", polished: false });
  expect(story).toContain("step.skipped polish");
});
