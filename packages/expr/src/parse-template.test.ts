import { describe, expect, it } from "vitest";
import { parseTemplate } from "./parse-template.ts";

describe("parseTemplate", () => {
  it("tells what is wrong in each template of a text, each at its own place", () => {
    expect(parseTemplate("{{ a + }} … {{ b ( }} {{ c }} {{ d } }} {{ e f }} {{ g").diagnostics).toEqual([
      { code: "ORR_EXPR_SYNTAX", message: "The expression ends too early.", range: { start: 7, end: 7 } },
      { code: "ORR_EXPR_SYNTAX", message: "The expression ends too early.", range: { start: 19, end: 19 } },
      { code: "ORR_EXPR_SYNTAX", message: "Unexpected character: '}'.", range: { start: 35, end: 36 } },
      { code: "ORR_EXPR_SYNTAX", message: "Unexpected character: 'f'.", range: { start: 45, end: 46 } },
      { code: "ORR_EXPR_UNCLOSED", message: "“{{” is never closed by “}}”.", range: { start: 50, end: 54 } },
    ]);
  });
});
