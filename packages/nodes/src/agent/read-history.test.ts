import { expect, test } from "vitest";
import { historyText, readHistory } from "./read-history.ts";

const user = (text: string) => ({ role: "user", text });
const assistant = (text: string) => ({ role: "assistant", text });

test("messages are told apart by exchanges, each with what follows a message of the user's", () => {
  const read = readHistory([
    assistant("Hello."),
    user("Hi"),
    assistant("What is it?"),
    { role: "system", text: "Be brief." },
    user("Why?"),
    assistant(""),
  ]);
  expect(read).toEqual([
    [{ role: "assistant", text: "Hello.", calls: [] }],
    [user("Hi"), { role: "assistant", text: "What is it?", calls: [] }],
    [user("Be brief.")],
    [user("Why?")],
  ]);
  expect(historyText(read ?? [])).toBe(
    "Assistant: Hello.\n\nUser: Hi\n\nAssistant: What is it?\n\nUser: Be brief.\n\nUser: Why?",
  );
});

test.each([[undefined], [null], [""], [[]]])("%j is nothing said", (history) => {
  expect(readHistory(history)).toEqual([]);
});

test.each([["Hi"], [7], [{ messages: [] }], [["Hi"]], [[{ role: "tool", text: "x" }]], [[{ role: "user" }]]])(
  "%j is no list of messages",
  (history) => {
    expect(readHistory(history)).toBe(null);
  },
);
