import { expect, test } from "vitest";
import { scrub } from "./trace-contents.ts";

test.each([
  ['{"to":"ada.lovelace@example.org"}', '{"to":"[e-mail]"}'],
  ["Authorization: Bearer abcdefgh12345678", "Authorization: [credential]"],
  ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U", "[token]"],
  ["key sk-proj-abcdefghijklmnopqrstuv", "key [key]"],
  ['{"password":"hunter2","n":1}', '{"password":"[hidden]","n":1}'],
  ["card 4111 1111 1111 1111.", "card [number]."],
  ["call +44 20 7946 0958", "call [phone]"],
  ['{"text":"three plain words, 12.5 and 2026-11-24"}', '{"text":"three plain words, 12.5 and 2026-11-24"}'],
])("%s", (text, expected) => {
  expect(scrub(text)).toBe(expected);
});
