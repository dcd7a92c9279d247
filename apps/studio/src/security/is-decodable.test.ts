import { expect, test } from "vitest";
import { isDecodable } from "./is-decodable.ts";

test.each([
  ["/s/abc", true],
  ["/s/%00", true],
  ["/s/%C3%A4", true],
  ["/s/%ff", false],
  ["/s/%", false],
  ["/s/a%2", false],
  ["/embed/%E0%A4/data", false],
])("%s", (path, is) => {
  expect(isDecodable(path)).toBe(is);
});
