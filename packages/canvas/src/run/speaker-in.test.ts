import { expect, test } from "vitest";
import { speakerIn } from "./speaker-in.ts";

test.each([
  ['{"model":"m","turn":2,"speaker":"Ada","task":"…', "Ada"],
  ['{"model":"m","turn":2}', null],
  ['{"speaker":"', null],
  [null, null],
])("who speaks in %j", (preview, speaker) => {
  expect(speakerIn(preview)).toBe(speaker);
});
