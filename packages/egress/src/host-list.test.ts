import { expect, test } from "vitest";
import { canonicalHost, listsHost, parseHostEntry, parseHostList } from "./host-list.ts";

test.each([
  ["Example.ORG", "example.org"],
  ["example.org.", "example.org"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["ＬＯＣＡＬＨＯＳＴ", "localhost"],
  ["2130706433", "127.0.0.1"],
  ["0x7f.1", "127.0.0.1"],
  ["0177.0.0.1", "127.0.0.1"],
  ["127.0.0.1.", "127.0.0.1"],
  ["[::1]", "::1"],
  ["::1", "::1"],
  ["a/b", null],
  ["u@h", null],
  ["", null],
])("the one spelling of %s is %s", (host, expected) => {
  expect(canonicalHost(host)).toBe(expected);
});

test("entries name a host, or a host and a port", () => {
  expect(["ollama:11434", "[::1]:80", "::1", "intern.example", "a:0", "a:99999", "a b"].map(parseHostEntry)).toEqual([
    { host: "ollama", port: 11434 },
    { host: "::1", port: 80 },
    { host: "::1", port: null },
    { host: "intern.example", port: null },
    null,
    null,
    null,
  ]);
});

test("a list is read with commas or spaces, and a wrong entry is named", () => {
  expect(parseHostList(" ollama:11434, intern.example ")).toEqual(["ollama:11434", "intern.example"]);
  expect(parseHostList(undefined)).toEqual([]);
  expect(() => parseHostList("good,http://bad/")).toThrow('"http://bad/" is not a host or host:port.');
});

test("an entry with a port stands for that port alone", () => {
  const entries = [{ host: "a", port: 80 }];
  expect([listsHost(entries, "a", 80), listsHost(entries, "a", 81), listsHost(entries, "b", 80)]).toEqual([
    true,
    false,
    false,
  ]);
});
