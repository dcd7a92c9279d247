import type { Json } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { chunkRuntime } from "./runtime.ts";

const run = (config: { text: Json; by?: string; size?: number; overlap?: number }) =>
  chunkRuntime.run(createTestStep().ctx, createTestInput(config));

test("pieces are numbered and know their places", () => {
  expect(run({ text: "# A\none\n# B\ntwo", by: "headings" })).toEqual({
    kind: "done",
    output: {
      chunks: [
        { index: 0, text: "# A\none", start: 0, end: 7, heading: "A" },
        { index: 1, text: "# B\ntwo", start: 8, end: 15, heading: "B" },
      ],
      count: 2,
    },
  });
});

test("an empty text has no pieces", () => {
  expect(run({ text: " \n " })).toEqual({ kind: "done", output: { chunks: [], count: 0 } });
});

test.each<[string, { text: Json; by?: string; size?: number; overlap?: number }]>([
  ["TEXT_EXPECTED", { text: 1 }],
  ["TEXT_TOO_LONG", { text: "a".repeat(2_000_001) }],
  ["TOO_MANY_PIECES", { text: "a".repeat(2_000_000), by: "characters", size: 50, overlap: 0 }],
])("%s", (code, config) => {
  expect(() => run(config)).toThrow(expect.objectContaining({ error: expect.objectContaining({ code }) }));
});
