import { expect, test } from "vitest";
import { plainName } from "./plain-name.ts";

test.each([
  ["Invoices", "Invoices"],
  ["  two\nlines\t ", "two lines"],
  ["evil\u202Egnp.exe", "evilgnp.exe"],
  ["\u2066a\u2069\u0007b\u0000c\u009b", "abc"],
  ["\u0627\u0644\u0633\u0644\u0627\u0645 \u200f!", "\u0627\u0644\u0633\u0644\u0627\u0645 \u200f!"],
])("%j is kept as %j", (given, kept) => {
  expect(plainName(given)).toBe(kept);
  expect(plainName(kept)).toBe(kept);
});
