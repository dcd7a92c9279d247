import fc from "fast-check";
import { expect, test } from "vitest";
import { askOffline } from "./ask-offline.ts";

const signal = new AbortController().signal;
const outputSchema = {
  type: "object",
  properties: {
    label: { enum: ["urgent", "normal", "low"] },
    because: { type: "string" },
    amount: { type: "number" },
    names: { type: "array", items: { type: "string" } },
    is_urgent: { type: "boolean" },
    due: { type: ["string", "null"], format: "date" },
  },
  required: ["label", "because", "amount", "names", "is_urgent", "due"],
};

test("any text gets an answer that fits", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 400 }), async (text) => {
      const answer = await askOffline({ model: "default", prompt: `Classify this.\n\n${text}`, outputSchema, signal });
      expect(Object.keys(Object(answer.object)).length).toBe(6);
      expect(typeof (await askOffline({ model: "default", prompt: text, signal })).text).toBe("string");
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["a long word", "a".repeat(200_000)],
  ["many dots", ". ".repeat(100_000)],
  ["many brackets", "[(".repeat(100_000)],
  ["many stars", "**".repeat(100_000)],
  ["many digits", "1,".repeat(100_000)],
  ["many spaces", `a${" ".repeat(200_000)}b`],
  ["many dashes", "- \n".repeat(60_000)],
  ["many at signs", "a@".repeat(100_000)],
  ["many capitals", "Ab ".repeat(66_000)],
  ["many hashes", "abcdef1 ".repeat(25_000)],
])(
  "%s ends",
  async (_what, text) => {
    const answer = await askOffline({ model: "default", prompt: `Classify this.\n\n${text}`, outputSchema, signal });
    expect(answer.model).toBe("offline");
  },
  4_000,
);
