import { expect, test } from "vitest";
import { askOffline } from "./ask-offline.ts";

const tools = [
  {
    name: "get_order",
    description: "Gives the state of an order.",
    parameters: { type: "object", properties: { order: { type: "string" } }, required: ["order"] },
  },
  { name: "send_mail", description: "Sends an e-mail to a customer.", parameters: { type: "object", properties: {} } },
];
const signal = new AbortController().signal;
const prompt = "Where is the order?\n\norder: A-17";

test("the offline model asks for the tools that share the prompt's words, with arguments from it", async () => {
  const answer = await askOffline({ model: "offline", prompt, tools, signal });
  expect(answer).toEqual({
    text: "",
    toolCalls: [{ id: "offline_1", name: "get_order", args: '{"order":"A-17"}' }],
    usage: { inputTokens: 6, outputTokens: 0, usd: 0 },
    model: "offline",
  });
});

test("once a tool has answered it answers from that, and asks no more", async () => {
  const calls = [{ id: "offline_1", name: "get_order", args: '{"order":"A-17"}' }];
  const text = JSON.stringify({ result: { state: "The order left the warehouse in Kiel on Monday." } });
  const { text: answer, toolCalls } = await askOffline({
    model: "offline",
    prompt,
    tools,
    messages: [
      { role: "assistant", text: "", calls },
      { role: "tool", results: [{ id: "offline_1", name: "get_order", text, isError: false }] },
    ],
    signal,
  });
  expect(toolCalls).toBeUndefined();
  expect(answer).toContain("left the warehouse in Kiel");
});

test("a prompt that shares no words with any tool is answered as if there were none", async () => {
  const words = "Rain fell on the hills all night. The river rose by a metre.";
  const { toolCalls, text } = await askOffline({ model: "offline", prompt: words, tools, signal });
  expect({ toolCalls, hasText: text !== "" }).toEqual({ toolCalls: undefined, hasText: true });
});
