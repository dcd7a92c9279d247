import fc from "fast-check";
import { expect, test } from "vitest";
import { pieceAt, textPieces, written } from "./text-pieces.ts";

test("the strings of JSON are read as the compiler reads them, whatever they hold", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 2);
      const read: string[] = [];
      JSON.parse(text, (key, one) => {
        read.push(key);
        if (typeof one === "string") read.push(one);
        return one;
      });
      const pieces = textPieces(text, "json");
      for (const piece of pieces) {
        expect(read).toContain(piece.text);
        const [start = 0] = piece.places;
        expect(text.slice(start - 1, (piece.places.at(-1) ?? 0) + 1)).toMatch(/^"[\s\S]*"$/);
      }
      expect(pieces.filter(({ text: said }) => said !== "").length).toBeGreaterThanOrEqual(
        typeof value === "string" && value !== "" ? 1 : 0,
      );
    }),
  );
});

test("a place behind an escaped quote is found in the template", () => {
  const text = '{"a": "{{ x[\\"k\\"].na }}"}';
  const found = pieceAt(textPieces(text, "json"), text.indexOf("na") + 2);
  expect(found?.piece.text.slice(0, found.offset)).toBe('{{ x["k"].na');
  expect(pieceAt(textPieces(text, "json"), 0)).toBeNull();
});

test("a string that is being typed ends with its line", () => {
  const text = '{\n  "a": "{{ sta\n  "b": 1\n}';
  expect(textPieces(text, "json").map((piece) => piece.text)).toEqual(["a", "{{ sta", "b"]);
});

test("a template is one piece, written as it is", () => {
  expect(textPieces('a "b"', "template")).toEqual([{ text: 'a "b"', places: [0, 1, 2, 3, 4, 5] }]);
  expect([written('["a"]', "template"), written('["a"]', "json")]).toEqual(['["a"]', '[\\"a\\"]']);
});
