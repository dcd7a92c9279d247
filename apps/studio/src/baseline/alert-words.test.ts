import { expect, test } from "vitest";
import { deliveryTitle, deliveryWords, targetWords } from "./alert-words.ts";

test("a target says of what it is told and how often", () => {
  expect(targetWords({ kinds: ["time", "errors"], quietMinutes: 60 })).toBe(
    "of time, failures · the same thing at most once in 1 hour",
  );
  expect(targetWords({ kinds: ["path"], quietMinutes: 7 })).toBe("of path · the same thing at most once in 7 minutes");
});

test.each([
  [{ status: "due", tries: 0, problem: null }, "being sent"],
  [
    { status: "due", tries: 1, problem: "It answered with status 503." },
    "not taken: It answered with status 503. It is tried again.",
  ],
  [{ status: "sent", tries: 1, problem: null }, "sent"],
  [{ status: "sent", tries: 2, problem: null }, "sent at the second try"],
  [{ status: "sent", tries: 5, problem: null }, "sent at the 5th try"],
  [
    { status: "failed", tries: 9, problem: "It answered with status 410." },
    "given up after 9 tries: It answered with status 410.",
  ],
] as const)("%j is told as “%s”", (delivery, words) => {
  expect(deliveryWords(delivery)).toBe(words);
});

test("an alert is called by what it tells first", () => {
  expect(deliveryTitle({ kind: "test", texts: [] })).toBe("A test");
  expect(deliveryTitle({ kind: "deviation", texts: ["Ask: slow"] })).toBe("Ask: slow");
  expect(deliveryTitle({ kind: "usual", texts: ["Ask: as usual", "b", "c"] })).toBe("Ask: as usual, and 2 more");
});
