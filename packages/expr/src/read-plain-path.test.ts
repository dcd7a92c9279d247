import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseByGrammar, parseExpression } from "./parse-expression.ts";
import { readPlainPath } from "./read-plain-path.ts";
import { reservedWords } from "./reserved-words.ts";

describe("readPlainPath", () => {
  it("reads variables and members, and leaves the rest to the grammar", () => {
    expect(readPlainPath(" start.items ", 2)).toEqual({
      kind: "member",
      target: { kind: "variable", name: "start", start: 3, end: 8 },
      name: "items",
      start: 3,
      end: 14,
    });
    expect(["a . b", "a.", "1", "a[0]", "true", "a.in", "a\u00a0", `a${".b".repeat(31)}`, "f()"].map(read)).toEqual(
      Array.from({ length: 9 }, () => null),
    );
  });

  it("gives what the grammar gives", () => {
    const name = fc.oneof(
      fc.constantFrom("a", "_", "start", "B2", "x_1", "int", "default", "b", "r", "R", "9a", "é", ""),
      fc.constantFrom("__proto__", ...reservedWords),
    );
    const space = fc.constantFrom("", " ", "\t", "\n", "\r", "\u00a0", "\f");
    const source = fc
      .tuple(space, fc.array(name, { minLength: 1, maxLength: 40 }), fc.constantFrom(".", ".", "..", " . "), space)
      .map(([before, names, dot, after]) => `${before}${names.join(dot)}${after}`);
    fc.assert(
      fc.property(fc.oneof(source, fc.string()), fc.nat(50), (text, offset) => {
        expect(parseExpression(text, offset)).toEqual(parseByGrammar(text, offset));
      }),
    );
  });
});

function read(source: string) {
  return readPlainPath(source, 0);
}
