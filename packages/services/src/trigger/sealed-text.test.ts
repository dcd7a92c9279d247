import { expect, test } from "vitest";
import { openSealedText, sealText } from "./sealed-text.ts";

test("what was sealed opens under the same secret only, and not when it was changed", () => {
  const sealed = sealText("secret", "tökèn");
  expect(openSealedText("secret", sealed)).toBe("tökèn");
  expect(sealText("secret", "tökèn")).not.toBe(sealed);
  expect(() => openSealedText("other", sealed)).toThrow();
  const changed = `${sealed.slice(0, -1)}${sealed.endsWith("A") ? "B" : "A"}`;
  expect(() => openSealedText("secret", changed)).toThrow();
  expect(() => openSealedText("secret", "x")).toThrow();
});
