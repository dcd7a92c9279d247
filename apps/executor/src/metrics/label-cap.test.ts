import { expect, test } from "vitest";
import { createLabelCap } from "./label-cap.ts";

test("the first values are kept, later ones are one, long ones are cut", () => {
  const cap = createLabelCap(2);
  expect(["a", "b", "c", "a", "d"].map(cap)).toEqual(["a", "b", "other", "a", "other"]);
  expect(createLabelCap(1)("x".repeat(300))).toHaveLength(100);
});
