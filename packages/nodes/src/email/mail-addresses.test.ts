import type { Json } from "@orrery/node-kit";
import { expect, test } from "vitest";
import { mailAddresses } from "./mail-addresses.ts";

test.each<[Json | undefined, readonly string[]]>([
  [undefined, []],
  ["", []],
  [null, []],
  ["ada@example.org", ["ada@example.org"]],
  ["Ada Löve <ada@example.org>, bob@example.com", ["Ada Löve <ada@example.org>", "bob@example.com"]],
  [
    ["a+b@x.org", " c@y.org "],
    ["a+b@x.org", "c@y.org"],
  ],
])("%j are addresses", (value, addresses) => {
  expect(mailAddresses(value)).toEqual({ addresses });
});

test.each<[Json]>([
  ["ada"],
  ["ada@"],
  ["ada@example.org\r\nBcc: eve@example.net"],
  ["Ada\nX: y <ada@example.org>"],
  ["ada@example.org; eve@example.net"],
  ["ada@example.org eve@example.net"],
  ["<ada@example.org> <eve@example.net>"],
  ['"a@b" <ada@example.org>'],
  ["ada@example.org,"],
  [7],
  [{ a: 1 }],
  [["ada@example.org", 7]],
  [Array(101).fill("ada@example.org")],
])("%j are not", (value) => {
  expect(mailAddresses(value)).toEqual({ problem: expect.any(String) });
});
