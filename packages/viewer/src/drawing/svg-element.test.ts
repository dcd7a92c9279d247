import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeXml, svgElement, svgText } from "./svg-element.ts";

test("an element is written with what it holds; what is null is left out", () => {
  const element = svgElement("g", { class: "a", fill: null }, ["1 < 2", null, svgElement("rect", { width: 3 })]);
  expect(svgText(element)).toBe('<g class="a">1 &#60; 2<rect width="3"></rect></g>');
});

test("no text can begin an element or end an attribute, and it reads back as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const written = escapeXml(text);
      expect(written).not.toMatch(/[<>"']/);
      expect(written.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))).toBe(
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML has no character for.
        text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\uFFFD"),
      );
    }),
  );
});

test("half a pair of surrogates and characters that XML refuses become a sign for it", () => {
  expect(escapeXml("a\u0000b\ud800c")).toBe("a\uFFFDb\uFFFDc");
});
