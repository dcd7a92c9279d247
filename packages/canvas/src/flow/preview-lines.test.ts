import type { Json } from "@orrery/graph";
import { expect, test } from "vitest";
import { previewLines } from "./preview-lines.ts";

const OUT = [{ id: "out", label: "Then" }];
const CASES = [
  { id: "bug", label: "bug" },
  { id: "otherwise", label: "Otherwise" },
];
const ANSWERS = [
  { id: "approved", label: "If approved" },
  { id: "refused", label: "If refused" },
];
const WITH_ERROR = [...OUT, { id: "error", label: "If it fails" }];
const own = (value: Json) =>
  typeof value === "object" && value !== null && "by" in value ? [`approved by ${value.by}`, "“Go”", "third"] : null;

test.each([
  ["before anything came", null, null, OUT, []],
  ["a text by itself", '{"text":"All \\"well\\"","usage":{}}', "out", OUT, ['All "well"']],
  ["a value that was cut off", '{"plans":["pro…', "out", OUT, ['{"plans":["pro…']],
  ["a way, where the value names nothing else", '{"taken":"bug"}', "bug", CASES, ["went to “bug”"]],
  ["the words of a handle", '{"taken":"otherwise"}', "otherwise", CASES, ["went to “Otherwise”"]],
  ["a way and a value", '{"approved":true}', "approved", ANSWERS, ["went to “If approved”", '{"approved":true}']],
  ["the plain way beside an error branch", '{"status":200}', "out", WITH_ERROR, ['{"status":200}']],
  ["the error branch", null, "error", WITH_ERROR, ["went to “If it fails”"]],
  ["a handle that the drawing has lost", null, "gone", CASES, ["went to “gone”"]],
  ["the type's own words, two lines of them", '{"by":"mia"}', "approved", ANSWERS, ["approved by mia", "“Go”"]],
])("%s", (_name, preview, handle, outputs, lines) => {
  expect(previewLines({ preview, handle }, outputs, own)).toEqual(lines);
});
