import { expect, test } from "vitest";
import { conversations } from "./conversations.ts";

const message = (runId: string, conversation: string, text: string) => ({
  ...{ runId, conversation, text },
  ...{ status: "succeeded", outputValueId: null, at: 0 },
});

test("the conversation spoken in last comes first, its messages in order", () => {
  const [one, two, three] = [message("1", "a", "Hello"), message("2", "b", "Hi"), message("3", "a", "And?")];
  expect(conversations([one, two, three])).toEqual([
    { id: "a", title: "Hello", messages: [one, three] },
    { id: "b", title: "Hi", messages: [two] },
  ]);
  expect(conversations([])).toEqual([]);
});
