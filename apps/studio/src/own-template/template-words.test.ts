import { expect, test } from "vitest";
import { wordsInForm, wordsOfForm } from "./template-words.ts";

const words = {
  title: "Triage",
  description: "Sorts.",
  shows: "A switch.",
  task: "Support",
  patterns: ["Map", "Vote"],
};

test("words come out of a form as they went in", () => {
  expect(wordsOfForm(wordsInForm(words))).toEqual(words);
});

test("spaces, empty patterns and patterns said twice do not count", () => {
  expect(wordsOfForm({ ...words, title: " Triage ", patterns: " Map,, Vote , Map," })).toEqual(words);
  expect(wordsOfForm({ ...words, patterns: " , " }).patterns).toEqual([]);
});
