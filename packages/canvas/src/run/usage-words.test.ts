import { expect, test } from "vitest";
import { usageWords } from "./usage-words.ts";

test("a cost is shown where there is a price, and never as nothing", () => {
  expect([usageWords(316, 0), usageWords(2100, 0.0034)]).toEqual([["316 tok"], ["2.1k tok", "$0.0034"]]);
});
