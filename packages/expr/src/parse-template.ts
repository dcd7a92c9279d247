import type { ExprDiagnostic } from "./expr-type.ts";
import { parseExpression } from "./parse-expression.ts";
import { splitTemplate } from "./split-template.ts";
import type { ParsedTemplate, TemplatePart } from "./template.ts";

const cacheEntries = 40_000;
const cacheCharacters = 2_000_000;
const longestCached = 8_192;
const cache = new Map<string, ParsedTemplate>();
let cachedCharacters = 0;

/**
 * Splits a field's text into text and `{{ … }}` and reads each expression (FORMAT.md, “Expressions”). Never throws:
 * what cannot be read is a diagnostic with its range in `text`. Linear in the text; results are cached by text.
 */
export function parseTemplate(text: string): ParsedTemplate {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const parsed = readTemplate(text);
  if (text.length <= longestCached) {
    cache.set(text, parsed);
    cachedCharacters += text.length;
    while (cache.size > cacheEntries || cachedCharacters > cacheCharacters) forgetOldest();
  }
  return parsed;
}

/** Whether the text holds `{{`, closed or not, other than the literal `\{{`. */
export function hasExpression(text: string): boolean {
  if (!text.includes("{{")) return false;
  return parseTemplate(text).parts.some((part) => part.kind === "expression");
}

function readTemplate(text: string): ParsedTemplate {
  const diagnostics: ExprDiagnostic[] = [];
  const pieces = splitTemplate(text);
  const parts = pieces.map((piece): TemplatePart => {
    if (piece.kind === "text") return piece;
    const { range, source } = piece;
    if (!piece.isClosed) {
      diagnostics.push({ code: "ORR_EXPR_UNCLOSED", message: "“{{” is never closed by “}}”.", range });
      return { kind: "expression", range, source, expression: null };
    }
    const read = parseExpression(text.slice(source.start, source.end), source.start);
    if (!read.ok) diagnostics.push(read.diagnostic);
    return { kind: "expression", range, source, expression: read.ok ? read.expression : null };
  });
  const [only] = parts;
  return { text, parts, isWhole: parts.length === 1 && only?.kind === "expression", diagnostics };
}

function forgetOldest(): void {
  const oldest = cache.keys().next();
  if (oldest.done === true) return;
  cache.delete(oldest.value);
  cachedCharacters -= oldest.value.length;
}
