import { StepFailure } from "@orrery/node-kit";
import { createTestInput, createTestStep, type TestAbilities } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { codeRuntime } from "./runtime.ts";

const timeoutMs = 60_000;

test("the code gets its input, its console is streamed, and what it returns is the output", async () => {
  const { ctx, streamed } = createTestStep();
  const source = "console.log('n is', input.n); return { doubled: (input.n as number) * 2, at: Date.now() };";
  expect({
    outcome: await codeRuntime.run(ctx, createTestInput({ source, input: { n: 21 }, timeoutMs })),
    streamed,
  }).toEqual({
    outcome: { kind: "done", output: { doubled: 42, at: 1_700_000_000_000 } },
    streamed: ["n is 21\n"],
  });
});

test("without an input it is null, and without a return the output is null", async () => {
  const source = "if (input !== null) throw new Error('no')";
  expect(await codeRuntime.run(createTestStep().ctx, createTestInput({ source, timeoutMs }))).toEqual({
    kind: "done",
    output: null,
  });
});

test("an error tells its line and the last console lines", async () => {
  const source = "for (let i = 0; i < 30; i++) console.log(i);\n\nthrow new Error('broken');";
  expect(await codeRuntime.run(createTestStep().ctx, createTestInput({ source, timeoutMs }))).toEqual({
    kind: "failed",
    error: {
      code: "CODE_THREW",
      class: "permanent",
      message: "Error: broken (line 3)",
      details: { line: 3, console: Array.from({ length: 20 }, (_, index) => String(index + 10)) },
    },
  });
});

test("an output that does not fit its shape fails", async () => {
  const config = { source: "return { a: 'x' }", outputSchema: { properties: { a: { type: "number" } } }, timeoutMs };
  expect(await codeRuntime.run(createTestStep().ctx, createTestInput(config))).toMatchObject({
    kind: "failed",
    error: { code: "CODE_OUTPUT_INVALID", details: { count: 1 } },
  });
});

test("a step that is stopped stops its code", async () => {
  const { ctx } = createTestStep({ signal: AbortSignal.abort() });
  expect(await codeRuntime.run(ctx, createTestInput({ source: "for (;;) {}", timeoutMs }))).toMatchObject({
    kind: "failed",
    error: { code: "CANCELLED" },
  });
});

const pages: Readonly<Record<string, string>> = { a: "[1,2]", b: "[3]" };

const calling = {
  source: `
    console.log("begins");
    const lists = await Promise.all(["a", "b"].map(async (page) => (await fetch("https://example.org/" + page)).json()));
    console.log("has the lists");
    const { text } = await generate("Sum up " + lists.flat().length);
    await fetch("https://example.org/done", { method: "POST", body: { text } }).catch((error) => console.log(error.code));
    return { count: lists.flat().length, text };`,
  hosts: "example.org",
  model: "default",
  timeoutMs,
};

const granted: TestAbilities = {
  subSteps: {},
  fetch: async ({ url, method }) => {
    if (method === "POST") throw new StepFailure({ code: "EGRESS_TIMEOUT", message: "Too late.", class: "permanent" });
    return { status: 200, headers: {}, body: new TextEncoder().encode(pages[url.slice(-1)] ?? "") };
  },
  generate: async ({ prompt }) => ({
    text: prompt.toUpperCase(),
    usage: { inputTokens: 1, outputTokens: 1, usd: 0 },
    model: "offline",
  }),
};

test("each call of its host is a sub-step, made once however often the code is run again", async () => {
  const whole = createTestStep(granted);
  const outcome = await codeRuntime.run(whole.ctx, createTestInput(calling));
  expect(outcome).toEqual({ kind: "done", output: { count: 3, text: "SUM UP 3" } });
  expect(whole.performed).toEqual(["call.1", "call.2", "call.3", "call.4"]);
  expect(whole.subSteps.map((one) => (one.kind === "own" ? one.effect : one.kind))).toEqual([
    "repeatable",
    "repeatable",
    "repeatable",
    "once",
  ]);
  // The code was run four times; each line is shown once.
  expect(
    whole.streamed
      .join("")
      .split("\n")
      .filter((line) => !line.startsWith("SUM")),
  ).toEqual(["begins", "has the lists", "EGRESS_TIMEOUT", ""]);
  for (let done = 0; done <= whole.subSteps.length; done += 1) {
    const replay = whole.subSteps.slice(0, done);
    const again = createTestStep({ ...granted, subSteps: { replay } });
    expect(await codeRuntime.run(again.ctx, createTestInput(calling))).toEqual(outcome);
    expect(again.performed).toEqual(whole.performed.filter((name) => !replay.some((one) => one.name === name)));
  }
});

test("code that never has enough is ended, and what it was not granted it has not", async () => {
  const source = "for (;;) await fetch('https://example.org/a');";
  const { ctx, performed } = createTestStep(granted);
  const outcome = await codeRuntime.run(ctx, createTestInput({ ...calling, source, maxCalls: 3 }));
  expect(outcome).toMatchObject({ kind: "failed", error: { code: "CODE_CALLS" } });
  expect(performed).toEqual(["call.1", "call.2", "call.3"]);
  const without = { source: "return typeof fetch + typeof generate", timeoutMs };
  expect(await codeRuntime.run(createTestStep({ subSteps: {} }).ctx, createTestInput(without))).toEqual({
    kind: "done",
    output: "undefinedundefined",
  });
});
