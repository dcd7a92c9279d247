import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { callCli } from "../testing/call-cli.ts";
import { graphText } from "../testing/graph-text.ts";
import { createRunBench, readLines } from "../testing/run-bench.ts";

const bench = createRunBench();
const { folder, env, file, run, postgresRuns } = bench;
afterAll(() => bench.remove());

const secret = "CANARY-51c2";
const nobody = "00000000-0000-7000-8000-000000000000";
const graph = graphText(
  [
    { id: "start", type: "input", config: { schema: { type: "object", properties: { who: { type: "string" } } } } },
    { id: "told", type: "transform", config: { value: "</script><b>told</b>" } },
    { id: "kept", type: "transform", config: { value: `${secret} {{ default(start.who, "") }}` } },
    { id: "end", type: "output", config: { value: "{{ kept }}" } },
  ],
  ["start -> told", "told -> kept", "kept -> end"],
);

const exported = (words: readonly string[]) => callCli(["export", ...words], { cwd: folder, env });

test("words that say no run or no file are refused before anything is started", async () => {
  const words = [
    [],
    ["run", nobody],
    ["run", "run-1", "--html", "a.html"],
    ["run", nobody, "more", "--html", "a.html"],
    ["run", nobody, "--html", "a.html", "--all"],
    ["workflow", nobody, "--html", "a.html"],
  ];
  const calls = await Promise.all(words.map(exported));
  expect(calls.map(({ code, out, err }) => [code, out, err.startsWith("Usage: ")])).toEqual(
    words.map(() => [2, "", true]),
  );
  expect(existsSync(join(folder, "data"))).toBe(false);
});

test("a run is one file that holds what was asked for and nothing else, and nothing is left running", async () => {
  const { result } = readLines(await run([file("told.json", graph), "--json", "--input", `{"who": "${secret} Ada"}`]));
  const runId = String(result.runId);

  const bare = await exported(["run", runId, "--html", "bare.html"]);
  expect([bare.code, bare.out]).toEqual([0, `Written to ${join(folder, "bare.html")}\n`]);
  const bareText = readFileSync(join(folder, "bare.html"), "utf8");
  expect(bareText).toContain("<title>Test</title>");
  expect(bareText).not.toMatch(new RegExp(`${secret}|<b>told|u003cb\\\\u003etold|${runId}`));

  const told = await exported(["run", runId, "--html", "told.html", "--outputs", "told", "--cost"]);
  expect(told.code).toBe(0);
  const toldText = readFileSync(join(folder, "told.html"), "utf8");
  expect(toldText).toContain("\\u003c/script\\u003e\\u003cb\\u003etold\\u003c/b\\u003e");
  expect(toldText).not.toMatch(new RegExp(`${secret}|<b>told`));

  const wrong = await exported(["run", runId, "--html", "wrong.html", "--outputs", "told,tolb"]);
  const missing = await exported(["run", nobody, "--html", "wrong.html"]);
  expect([wrong, missing].map(({ code, out }) => [code, out])).toEqual([
    [1, ""],
    [1, ""],
  ]);
  expect(wrong.err).toContain("This run has no node tolb. It has start, told, kept, end.");
  expect(missing.err).not.toContain("    at ");
  expect([existsSync(join(folder, "wrong.html")), postgresRuns()]).toEqual([false, false]);
});
