import { expect, test } from "vitest";
import { isInvitationToken } from "./invitation-token.ts";

test("only what our own links hold is sent on", () => {
  expect(isInvitationToken("A-_9".repeat(10).concat("abc"))).toBe(true);
  const others = [
    "",
    "//evil.example",
    `${"A".repeat(42)}/`,
    "A".repeat(44),
    "javascript:alert(1)",
    `${"A".repeat(43)}\n`,
  ];
  expect(others.filter(isInvitationToken)).toEqual([]);
});
