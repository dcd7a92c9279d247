import { expect, test } from "vitest";
import { readQuestion } from "./read-question.ts";

test.each([
  [{ ticket: "Nobody can log in", because: "since this morning" }, "Nobody can log in"],
  [{ score: 3, text: "later" }, "3"],
  [{ plan: { deep: true }, text: " Acme " }, "Acme"],
  [["first", "second"], "first"],
  ["  a text  ", "a text"],
  [{ deep: { er: 1 } }, '{"deep":{"er":1}}'],
  ["", null],
  [null, null],
])("a question that shows %j is about %j", (show, about) => {
  expect(readQuestion({ title: "May it?", show, fields: null })).toEqual({
    title: "May it?",
    show,
    about,
    fields: null,
    hasFields: false,
    edits: null,
  });
});
