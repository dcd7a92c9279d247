import fc from "fast-check";
import { expect, test } from "vitest";
import { replacementOf, type TextQuery, textFinder } from "./text-finder.ts";

const query = (text: string, how: Partial<TextQuery> = {}): TextQuery => ({
  ...{ text, isExactCase: false, isWholeWord: false, isPattern: false },
  ...how,
});

function found(text: string, asked: TextQuery): readonly string[] {
  const finder = textFinder(asked);
  if (!finder.ok) return [finder.why];
  return finder.find(text).map(({ start, end }) => `${start} ${text.slice(start, end)}`);
}

test("plain, by case, by word, by pattern", () => {
  const text = "Cat concat CAT, cat_1 ecat é cat.";
  expect(found(text, query("cat"))).toEqual(["0 Cat", "7 cat", "11 CAT", "16 cat", "23 cat", "29 cat"]);
  expect(found(text, query("cat", { isExactCase: true, isWholeWord: true }))).toEqual(["29 cat"]);
  expect(found(text, query("c.t", { isPattern: true, isWholeWord: true }))).toEqual(["0 Cat", "11 CAT", "29 cat"]);
  expect(found("été étés", query("été", { isWholeWord: true }))).toEqual(["0 été"]);
  expect(found("a.c abc", query("a.c"))).toEqual(["0 a.c"]);
  expect(found("😀 a", query("a"))).toEqual(["3 a"]);
});

test("nothing, too much and a broken pattern say so", () => {
  expect(found("x", query(""))).toEqual([""]);
  expect(found("x", query("x".repeat(501)))).toEqual(["Look for 500 characters at most."]);
  expect(found("x", query("(", { isPattern: true }))[0]).toMatch(/^This is no pattern yet: /);
  expect(found("x", query("(((x{1,99}){1,9}){1,9})", { isPattern: true }))[0]).toMatch(/repeat|pattern/);
  expect(found("aaa", query("b*", { isPattern: true }))).toEqual([]);
});

test("a pattern that would hang a backtracking engine is answered", () => {
  expect(found(`${"a".repeat(5_000)}!`, query("(a+)+$", { isPattern: true }))).toEqual([]);
});

test("groups of a pattern go into what replaces it", () => {
  const finder = textFinder(query("(\\w+)@(x)?", { isPattern: true }));
  const hit = finder.ok ? finder.find("ann@ b")[0] : undefined;
  expect(hit && replacementOf(hit, "<$1|$2|$&|$$1|$9>", true)).toBe("<ann||ann@|$1|$9>");
  expect(hit && replacementOf(hit, "<$1>", false)).toBe("<$1>");
});

test("every hit of a plain search is the text asked for, and none is left out", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", "b", ".", "é", "😀"), minLength: 1, maxLength: 3 }),
      fc.string({ unit: fc.constantFrom("a", "b", ".", "é", "😀"), maxLength: 40 }),
      (needle, text) => {
        const finder = textFinder(query(needle, { isExactCase: true }));
        const parts = text.split(needle);
        expect(finder.ok && finder.find(text).map(({ start, end }) => text.slice(start, end))).toEqual(
          parts.slice(1).map(() => needle),
        );
      },
    ),
  );
});
