import type { Json } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { templateRuntime } from "./runtime.ts";

const run = (text: Json, tidy = false) => templateRuntime.run(createTestStep().ctx, createTestInput({ text, tidy }));

test.each<[Json, string]>([
  ["Dear Ada,\n\n\nyours", "Dear Ada,\n\n\nyours"],
  [12, "12"],
  [null, ""],
  [[1, { a: "b" }], '[1,{"a":"b"}]'],
])("%j becomes text", (text, output) => {
  expect(run(text)).toEqual({ kind: "done", output });
});

test("tidying keeps one blank line, and nothing at the ends", () => {
  expect(run("\n\nHello  \r\n\n \n\nWorld\t\n\n", true)).toEqual({ kind: "done", output: "Hello\n\nWorld" });
});
