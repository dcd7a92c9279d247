import type { ModelMessage, ModelRequest } from "@orrery/node-kit";
import { expect, test } from "vitest";
import { boundCall } from "./bound-call.ts";
import { askOffline } from "./offline/ask-offline.ts";
import { providerPrompt } from "./provider-prompt.ts";

const earlier: readonly ModelMessage[] = [
  { role: "user", text: "My order number is 4711." },
  { role: "assistant", text: "I note that.", calls: [] },
];
const request: ModelRequest = {
  model: "m",
  system: "Be brief.",
  prompt: "What is my order number?",
  earlier,
  messages: [{ role: "user", text: "Now." }],
  signal: AbortSignal.timeout(120_000),
};

test("what was said before stands between the rules and the prompt", () => {
  expect(providerPrompt(request).map(({ role, content }) => [role, content])).toEqual([
    ["system", "Be brief."],
    ["user", [{ type: "text", text: "My order number is 4711." }]],
    ["assistant", [{ type: "text", text: "I note that." }]],
    ["user", [{ type: "text", text: "What is my order number?" }]],
    ["user", [{ type: "text", text: "Now." }]],
  ]);
});

test("it counts towards the most that a call may take", () => {
  const { earlier: said, ...without } = request;
  const more = boundCall(request, null).tokens - boundCall(without, null).tokens;
  expect(more).toBe(said?.map((message) => JSON.stringify(message)).join("").length);
});

test("the offline model answers from it, and counts its words", async () => {
  const { earlier: _, ...without } = request;
  const [answer, before] = [await askOffline(request), await askOffline(without)];
  expect(answer.text).toContain("4711");
  expect(answer.usage.inputTokens).toBeGreaterThan(before.usage.inputTokens);
});
