import type { Json, ToolAnswer, ToolRequest } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { mcpToolRuntime } from "./runtime.ts";

const said: ToolAnswer = { isError: false, text: "two", content: [{ type: "text", text: "two" }], structured: null };

function call(args: Json, answer: ToolAnswer = said) {
  const requests: ToolRequest[] = [];
  const step = createTestStep({
    callTool: async (request) => {
      requests.push(request);
      request.onProgress?.("half");
      return answer;
    },
  });
  const config = { server: "library", tool: "search", args, timeoutMs: 5_000 };
  return { requests, step, outcome: mcpToolRuntime.run(step.ctx, createTestInput(config)) };
}

test("a tool is called with its arguments, the step's key and time, and tells how far it is", async () => {
  const { outcome, requests, step } = call({ query: "moons", limit: 2 });
  expect(await outcome).toEqual({ kind: "done", output: { text: "two", content: [{ type: "text", text: "two" }] } });
  expect(requests).toEqual([
    {
      server: "library",
      tool: "search",
      args: { query: "moons", limit: 2 },
      timeoutMs: 5_000,
      idempotencyKey: step.ctx.idempotencyKey,
      signal: step.ctx.signal,
      onProgress: expect.any(Function),
    },
  ]);
  expect(step.streamed).toEqual(["half\n"]);
});

test("what a tool gives in its own shape is the output as it is", async () => {
  const structured = { found: [1, 2] };
  expect(await call("", { ...said, structured }).outcome).toEqual({ kind: "done", output: structured });
});

test.each([
  ["no such book", "search of library failed: no such book"],
  [" ", "search of library failed without saying why."],
])("a tool that says that it failed fails the step in its words: %j", async (text, message) => {
  expect(await call({}, { ...said, isError: true, text }).outcome).toEqual({
    kind: "failed",
    error: { code: "MCP_TOOL_FAILED", class: "permanent", message },
  });
});

test("arguments that are no object are not sent", async () => {
  const { outcome, requests } = call([1]);
  expect(await outcome).toEqual({
    kind: "failed",
    error: { code: "MCP_ARGS", class: "permanent", message: "The arguments must be an object, not a list." },
  });
  expect(requests).toEqual([]);
});
