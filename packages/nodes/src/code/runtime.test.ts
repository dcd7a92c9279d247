import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
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
