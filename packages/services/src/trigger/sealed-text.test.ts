import { expect, test } from "vitest";
import { openSealedText, sealText } from "./sealed-text.ts";

test("what was sealed opens under the same secret only, and not when it was changed", () => {
  const sealed = sealText("secret", "tökèn");
  expect(openSealedText("secret", sealed)).toBe("tökèn");
  expect(sealText("secret", "tökèn")).not.toBe(sealed);
  expect(() => openSealedText("other", sealed)).toThrow();
  const at = sealed.lastIndexOf(".") + 1;
  const changed = `${sealed.slice(0, at)}${sealed[at] === "A" ? "B" : "A"}${sealed.slice(at + 1)}`;
  expect(() => openSealedText("secret", changed)).toThrow();
  expect(() => openSealedText("secret", "x")).toThrow();
});
