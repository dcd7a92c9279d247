import type { TextRange } from "./expr-type.ts";
import { skipComment, skipString } from "./skip-token.ts";

export type TemplatePiece =
  | { readonly kind: "text"; readonly text: string; readonly range: TextRange }
  | {
      readonly kind: "expression";
      readonly range: TextRange;
      readonly source: TextRange;
      /** False when the text ended before `}}`. */
      readonly isClosed: boolean;
    };

/**
 * Splits a field into text and `{{ … }}`: `}}` closes only at brace depth 0 and outside a string, `\{{` is a literal
 * `{{`. Linear in the length of the text; what follows an unclosed `{{` is one unclosed expression.
 */
export function splitTemplate(text: string): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let literal = "";
  let literalStart = 0;
  let position = 0;
  const endText = (end: number): void => {
    if (literal !== "") pieces.push({ kind: "text", text: literal, range: { start: literalStart, end } });
    literal = "";
  };
  while (position < text.length) {
    const open = text.indexOf("{{", position);
    if (open === -1) {
      literal += text.slice(position);
      break;
    }
    if (open > position && text[open - 1] === "\\") {
      literal += `${text.slice(position, open - 1)}{{`;
      position = open + 2;
      continue;
    }
    literal += text.slice(position, open);
    endText(open);
    const close = findClose(text, open + 2);
    const isClosed = close !== -1;
    const sourceEnd = isClosed ? close : text.length;
    position = isClosed ? close + 2 : text.length;
    pieces.push({
      kind: "expression",
      range: { start: open, end: position },
      source: { start: open + 2, end: sourceEnd },
      isClosed,
    });
    literalStart = position;
  }
  endText(text.length);
  return pieces;
}

function findClose(text: string, from: number): number {
  let depth = 0;
  let position = from;
  while (position < text.length) {
    const character = text[position];
    if (character === '"' || character === "'") {
      position = skipString(text, position);
    } else if (character === "/" && text[position + 1] === "/") {
      position = skipComment(text, position);
    } else if (character === "}" && depth === 0) {
      if (text[position + 1] === "}") return position;
      position += 1;
    } else {
      if (character === "{") depth += 1;
      if (character === "}") depth -= 1;
      position += 1;
    }
  }
  return -1;
}
