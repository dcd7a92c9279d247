import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { answerWait } from "@orrery/services";
import { afterAll, expect, test } from "vitest";
import { graphText } from "../testing/graph-text.ts";
import { createRunBench, readLines } from "../testing/run-bench.ts";
import { readSettings } from "../up/read-settings.ts";
import { openHouse } from "./open-house.ts";

const root = resolve(import.meta.dirname, "../../../..");

const bench = createRunBench();
const { folder, env, file, run, postgresRuns } = bench;
afterAll(() => bench.remove());

const start = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  id: "start",
  type: "input",
  config: { schema: { type: "object", properties, required } },
});
const end = (value: unknown) => ({ id: "end", type: "output", config: { value } });
const doubled = graphText([start({ n: { type: "number" } }), end({ twice: "{{ start.n * 2 }}" })], ["start -> end"]);
const waiting = (ms: number) =>
  graphText(
    [start({}), { id: "pause", type: "wait", config: { ms } }, end("{{ pause.at }}")],
    ["start -> pause", "pause -> end"],
  );
const approving = graphText(
  [start({}), { id: "ask", type: "approval", config: { title: "Go on?", show: { a: 1 } } }, end("{{ ask.note }}")],
  ["start -> ask", "ask.approved -> end"],
);

test("what cannot be run is refused before anything is started", async () => {
  const good = file("double.json", doubled);
  const calls = await Promise.all([
    run([good, "--json"]),
    run([good, "--json", "--input", '{"n":"two"}']),
    run([good, "--json", "--input", "{n:2}"]),
    run([good, "--json", "--input", "@nowhere.json"]),
    run([good, "--json", "--fast"]),
    run(["nowhere.json", "--json"]),
    run([file("broken.json", doubled.replace("start.n", "start.m")), "--json", "--input", '{"n":2}']),
  ]);
  expect(calls.map((call) => ({ code: call.code, ...readLines(call) }))).toEqual(
    ["INPUT", "INPUT", "USAGE", "USAGE", "USAGE", "USAGE", "PLAN"].map((code) => ({
      code: 2,
      types: [],
      seqs: [],
      result: {
        type: "result",
        runId: null,
        status: "refused",
        output: null,
        error: expect.objectContaining({ code, message: expect.any(String) }),
        durationMs: expect.any(Number),
      },
    })),
  );
  expect(calls.every(({ err }) => err.trim() !== "" && !err.includes("    at "))).toBe(true);
  expect(existsSync(join(folder, "data"))).toBe(false);
});

test("a run tells each event on a line and its result last, and leaves nothing running", async () => {
  const call = await run([file("double.json", doubled), "--json", "--input", '{"n": 21}']);
  const { types, seqs, result } = readLines(call);
  expect({ code: call.code, err: call.err }).toEqual({ code: 0, err: "" });
  expect([types[0], types.at(-1)]).toEqual(["run.started", "run.succeeded"]);
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  expect(result).toEqual({
    type: "result",
    runId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    status: "succeeded",
    output: { twice: 42 },
    error: null,
    durationMs: expect.any(Number),
  });
  expect(postgresRuns()).toBe(false);
});

test("for people the output alone is on stdout", async () => {
  file("in.json", '{"n": 4}');
  const { code, out, err } = await run([file("double.json", doubled), "--input", "@in.json"]);
  expect({ code, output: JSON.parse(out) }).toEqual({ code: 0, output: { twice: 8 } });
  expect(err).toMatch(/done\s+end end/);
});

test("a run that fails says why", async () => {
  const text = graphText([start({ n: { type: "number" } }), end("{{ [1, 2][start.n] }}")], ["start -> end"]);
  const call = await run([file("fails.json", text), "--json", "--input", '{"n": 7}']);
  const { types, result } = readLines(call);
  expect({ code: call.code, last: types.at(-1), status: result.status, output: result.output }).toEqual({
    code: 1,
    last: "run.failed",
    status: "failed",
    output: null,
  });
  expect(result.error).toMatchObject({ code: expect.stringMatching(/^ORR_EXPR_/), message: expect.any(String) });
});

test("a near timer is waited for, a far one and a person are not", async () => {
  const near = await run([file("near.json", waiting(700)), "--json"]);
  expect({ code: near.code, status: readLines(near).result.status }).toEqual({ code: 0, status: "succeeded" });
  for (const text of [waiting(90_000), approving]) {
    const call = await run([file("far.json", text), "--json"]);
    const { types, result } = readLines(call);
    expect({ code: call.code, last: types.at(-1), result }).toEqual({
      code: 4,
      last: "step.waiting",
      result: {
        type: "result",
        runId: expect.any(String),
        status: "waiting",
        output: null,
        error: null,
        durationMs: expect.any(Number),
      },
    });
  }
  const told = await run([file("far.json", approving)]);
  expect({ code: told.code, out: told.out }).toEqual({ code: 4, out: "" });
  expect(told.err).toMatch(/Run [0-9a-f-]{36} waits/);
  expect(postgresRuns()).toBe(false);
});

test("Ctrl-C cancels the run and ends everything", async () => {
  let told = false;
  const call = await run([file("long.json", waiting(25_000)), "--json"], {
    onOut: (out, kill) => {
      if (!told && out.includes("step.waiting")) kill("SIGINT");
      told ||= out.includes("step.waiting");
    },
  });
  const { types, result } = readLines(call);
  expect({ code: call.code, status: result.status, last: types.at(-1) }).toEqual({
    code: 3,
    status: "cancelled",
    last: "run.cancelled",
  });
  expect(postgresRuns()).toBe(false);
});

test("with --wait it stays until a person has answered", async () => {
  let answered: Promise<void> | null = null;
  const call = await run([file("ask.json", approving), "--json", "--wait"], {
    onOut: (out) => {
      if (out.includes("step.waiting")) answered ??= answerNewest();
    },
  });
  await answered;
  expect({ code: call.code, output: readLines(call).result.output }).toEqual({ code: 0, output: "fine" });
});

/** What a person does in the studio. */
async function answerNewest(): Promise<void> {
  const house = await openHouse(readSettings({ ...env }, { root, cwd: root, mode: "production" }), () => undefined);
  try {
    const rows = await house.ctx.services.db.run.findMany({ orderBy: { createdAt: "desc" }, take: 1 });
    await answerWait({
      ctx: house.ctx,
      input: { runId: rows[0]?.id ?? "", stepKey: "ask", approved: true, values: {}, note: "fine" },
    });
  } finally {
    await house.close();
  }
}

test("two runs at the same time share what is there", async () => {
  const name = file("double.json", doubled);
  const calls = await Promise.all([1, 2, 3].map((n) => run([name, "--json", "--input", JSON.stringify({ n })])));
  expect(calls.map((call) => ({ code: call.code, output: readLines(call).result.output }))).toEqual(
    [2, 4, 6].map((twice) => ({ code: 0, output: { twice } })),
  );
  expect(postgresRuns()).toBe(false);
});

test("an input that is too large is refused", async () => {
  const text = graphText([start({ t: { type: "string" } }), end("{{ size(start.t) }}")], ["start -> end"]);
  file("large.json", JSON.stringify({ t: "x".repeat(4_200_000) }));
  const call = await run([file("size.json", text), "--json", "--input", "@large.json"]);
  expect({ code: call.code, ...readLines(call) }).toMatchObject({
    code: 2,
    types: [],
    result: { status: "refused", error: { code: "INPUT", message: "The input is larger than 4 MB." } },
  });
});

test("an environment that is set up wrongly is one sentence", async () => {
  const words = [file("double.json", doubled), "--json", "--input", '{"n": 1}'];
  const calls = [
    await run(words, { env: { ORRERY_MODEL_BASE_URL: "http://127.0.0.1:9/v1", ORRERY_MODEL_NAME: "" } }),
    await run(words, { env: { ORRERY_ALLOW_PRIVATE_HOSTS: "http://x/" } }),
  ];
  expect(calls.map(({ code, err }) => ({ code, err: err.trim() }))).toEqual([
    { code: 1, err: "ORRERY_MODEL_BASE_URL is set, and ORRERY_MODEL_NAME is not. Say which model to ask." },
    { code: 1, err: '"http://x/" is not a host or host:port.' },
  ]);
});

test("a database that cannot be reached is one sentence", async () => {
  const call = await run([file("double.json", doubled), "--json", "--input", '{"n": 1}'], {
    env: { DATABASE_URL: "postgres://nobody:x@127.0.0.1:9/none" },
  });
  expect({ code: call.code, status: readLines(call).result.status }).toEqual({ code: 1, status: "failed" });
  expect(call.err.trim().split("\n").length).toBe(1);
});
