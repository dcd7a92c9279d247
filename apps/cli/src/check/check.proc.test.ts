import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callCli } from "../testing/call-cli.ts";
import { graphText } from "../testing/graph-text.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "orrery-check-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const check = (...words: string[]) => callCli(["check", ...words], { cwd: folder });
const start = {
  id: "start",
  type: "input",
  config: { schema: { type: "object", properties: { n: { type: "number" } }, required: ["n"] } },
};
const end = (value: string) => ({ id: "end", type: "output", config: { value } });
const good = graphText([start, end("{{ start.n + 1 }}")], ["start -> end"]);
const bad = graphText([start, end("{{ start.m + 1 }}")], ["start -> end"]);

test("a good graph is ready to run", async () => {
  const { code, out } = await check(file("good.json", good));
  expect({ code, out }).toEqual({ code: 0, out: "good.json: ready to run.\nAt most 2 steps.\n" });
});

test("an error is told with its file, its place, carets below the expression and a fix", async () => {
  const { code, out } = await check(file("bad.json", bad));
  const line = bad.split("\n").findIndex((one) => one.includes("start.m")) + 1;
  const text = bad.split("\n")[line - 1] ?? "";
  const column = text.indexOf("start.m");
  expect(code).toBe(1);
  expect(out).toContain("error[ORR_EXPR_UNKNOWN_MEMBER]");
  expect(out).toContain(`--> bad.json:${line}:${column + 1} (node end, value)`);
  expect(out).toContain(`${line} | ${text}\n   | ${" ".repeat(column)}${"^".repeat("start.m".length)}\n`);
  expect(out).toContain("= fix: ");
  expect(out.trimEnd().endsWith("bad.json: 1 error.")).toBe(true);
});

test("with --json there is one object and nothing else, for good, bad and broken files", async () => {
  const answers = await Promise.all([
    check(file("a.json", good), "--json"),
    check("--json", file("b.json", bad)),
    check(file("c.json", "{ this is not json"), "--json"),
    check(file("d.json", `${"[".repeat(200_000)}`), "--json"),
  ]);
  const seen = answers.map(({ code, out }) => {
    const { ok, hash, diagnostics, bounds, capabilities, ...more } = JSON.parse(out);
    const codes = diagnostics.map((one: { code: string }) => one.code);
    return { code, ok, hash: typeof hash, codes, bounds: bounds !== null, capabilities: capabilities !== null, more };
  });
  expect(seen).toEqual([
    { code: 0, ok: true, hash: "string", codes: [], bounds: true, capabilities: true, more: {} },
    expect.objectContaining({ code: 1, ok: false, codes: ["ORR_EXPR_UNKNOWN_MEMBER"], more: {} }),
    { code: 1, ok: false, hash: "object", codes: ["ORR_JSON_SYNTAX"], bounds: false, capabilities: false, more: {} },
    { code: 1, ok: false, hash: "object", codes: ["ORR_TOO_DEEP"], bounds: false, capabilities: false, more: {} },
  ]);
});

const workflow = "01936b2e-0000-7000-8000-000000000000";
const call = { id: "digest", type: "subflow", config: { workflow, version: 3, input: { n: "{{ start.n }}" } } };
const calling = (value: string) => graphText([start, call, end(value)], ["start -> digest", "digest -> end"]);

test("a call of a workflow that is not known here is warned of, and checked where its file is named", async () => {
  const callee = file("callee.json", good);
  const sound = file("calling.json", calling("{{ digest }}"));
  const wrong = file("wrong.json", calling("{{ digest.n }}"));
  const named = ["--with", `${workflow}@3=${callee}`];
  const answers = await Promise.all([
    check(sound, "--json"),
    check(sound, "--json", ...named),
    check(wrong, "--json"),
    check(wrong, "--json", ...named),
    check(sound, "--with", callee),
    check(sound, "--with", `${workflow}@3=${wrong}`),
    check(sound, "--with", `${workflow}@3=${file("ill.json", bad)}`),
  ]);
  const seen = answers.map(({ code, out, err }) => {
    if (out === "" || !out.startsWith("{")) return { code, said: err.trim() || out };
    const { ok, hash, diagnostics } = JSON.parse(out);
    return { code, ok, hash: hash !== null, codes: diagnostics.map((one: { code: string }) => one.code) };
  });
  expect(seen).toEqual([
    { code: 0, ok: true, hash: false, codes: ["ORR_CALL_ELSEWHERE"] },
    { code: 0, ok: true, hash: true, codes: [] },
    { code: 0, ok: true, hash: false, codes: ["ORR_CALL_ELSEWHERE"] },
    { code: 1, ok: false, hash: false, codes: [expect.stringMatching(/^ORR_EXPR_/)] },
    { code: 2, said: expect.stringContaining("write the workflow, its version and a file") },
    { code: 0, said: expect.stringContaining("ready to run") },
    { code: 2, said: "ill.json: It has errors. See pnpm orrery check ill.json." },
  ]);
});

test("a limit in dollars is warned of where what a model costs is not known", async () => {
  const ask = { id: "ask", type: "prompt", config: { model: "default", prompt: "Hello" } };
  const limited = { ...JSON.parse(graphText([start, ask], ["start -> ask"])), settings: { budget: { maxUsd: 1 } } };
  const name = file("limited.json", JSON.stringify(limited));
  const endpoint = { ORRERY_MODEL_BASE_URL: "http://127.0.0.1:9/v1", ORRERY_MODEL_NAME: "some" };
  const codes = async (env: Readonly<Record<string, string>>) => {
    const { out } = await callCli(["check", name, "--json"], { cwd: folder, env });
    return JSON.parse(out).diagnostics.map((one: { code: string }) => one.code);
  };
  expect(await codes({})).toEqual([]);
  expect(await codes(endpoint)).toEqual(["ORR_PRICE_UNKNOWN"]);
  expect(await codes({ ...endpoint, ORRERY_MODEL_PRICES: "1/2" })).toEqual([]);
});

test("a graph may come from standard input", async () => {
  const { code } = await callCli(["check", "-"], { stdin: good });
  expect(code).toBe(0);
});

test("wrong usage and files that cannot be read are told in a sentence", async () => {
  const seen = await Promise.all([check(), check("a", "b"), check("a", "--what"), check("nowhere.json"), check(".")]);
  expect(seen.map(({ code, out }) => ({ code, out }))).toEqual(Array(5).fill({ code: 2, out: "" }));
  expect(seen.map(({ err }) => err.trim())).toEqual([
    ...Array(3).fill("Usage: pnpm orrery check FILE [--with ID@VERSION=FILE] [--json]"),
    "nowhere.json: There is no such file.",
    ".: It is a folder.",
  ]);
});

test("plan prints the plan, or the errors and nothing else", async () => {
  const [made, refused] = await Promise.all([
    callCli(["plan", file("p.json", good)], { cwd: folder }),
    callCli(["plan", file("q.json", bad)], { cwd: folder }),
  ]);
  expect({ code: made.code, plan: JSON.parse(made.out) }).toMatchObject({
    code: 0,
    plan: { schema: "orrery.plan/v1", nodes: [{ id: "start" }, { id: "end" }] },
  });
  expect({ code: refused.code, out: refused.out }).toEqual({ code: 1, out: "" });
  expect(refused.err).toContain("ORR_EXPR_UNKNOWN_MEMBER");
});
