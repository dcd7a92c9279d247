import { type CelPath, inText, literal, untranslated } from "../cel-text.ts";
import { type JsRoot, jsToCel } from "../js-to-cel.ts";
import type { JsToken } from "../js-tokens.ts";
import type { MapContext } from "../mapping.ts";
import { splitBraces } from "../split-braces.ts";

/** A parameter of n8n as a text of ours: those that begin with `=` hold expressions, all others are literal. */
export function translateN8n(
  value: string,
  ctx: MapContext,
): { readonly text: string; readonly lost: readonly string[] } {
  if (!value.startsWith("=")) return { text: literal(value), lost: [] };
  const lost: string[] = [];
  const parts = splitBraces(value.slice(1)).map(({ kind, text }) => {
    if (kind === "text") return literal(text);
    const cel = jsToCel(text, rootOf(ctx));
    if (cel !== null) return inText(cel);
    lost.push(text);
    return untranslated(text);
  });
  return { text: parts.join(""), lost };
}

/** The expression for a parameter that is one, or for a literal; null where it cannot be translated. */
export function n8nExpression(value: string, ctx: MapContext): string | null {
  if (!value.startsWith("=")) return null;
  const pieces = splitBraces(value.slice(1).trim());
  const [only] = pieces;
  return pieces.length === 1 && only?.kind === "expression" ? jsToCel(only.text, rootOf(ctx)) : null;
}

const isSign = (token: JsToken | undefined, text: string) => token?.kind === "sign" && token.text === text;
const isName = (token: JsToken | undefined, text: string) => token?.kind === "name" && token.text === text;

/** `$json`, `$('Node').item.json`, `$node["Node"].json`, `$input.item.json`, `$fromAI("name")`, `$now`. */
function rootOf(ctx: MapContext): JsRoot {
  return (tokens, start) => {
    const token = tokens[start];
    const nodeOf = (key: string) => (path: CelPath) => ctx.output(key, path);
    if (isName(token, "$json")) return { used: 1, below: (path) => ctx.given(path) };
    if (isName(token, "$now")) return { used: 1, below: (path) => (path.length === 0 ? "now()" : null) };
    if (isName(token, "$input")) return afterJson(tokens, start, 1, (path) => ctx.given(path));
    if (isName(token, "$fromAI") && isSign(tokens[start + 1], "(")) {
      const name = tokens[start + 2];
      let end = start + 2;
      while (end < tokens.length && !isSign(tokens[end], ")")) end += 1;
      if (name?.kind !== "text" || !/^[A-Za-z_]\w{0,63}$/.test(name.text) || end >= tokens.length) return null;
      return { used: end - start + 1, below: (path) => (path.length === 0 ? `call.args.${name.text}` : null) };
    }
    const key = tokens[start + 2];
    if (
      isName(token, "$") &&
      isSign(tokens[start + 1], "(") &&
      key?.kind === "text" &&
      isSign(tokens[start + 3], ")")
    ) {
      return afterJson(tokens, start, 4, nodeOf(key.text));
    }
    if (
      isName(token, "$node") &&
      isSign(tokens[start + 1], "[") &&
      key?.kind === "text" &&
      isSign(tokens[start + 3], "]")
    ) {
      return afterJson(tokens, start, 4, nodeOf(key.text));
    }
    return null;
  };
}

/** `.item.json`, `.first().json`, `.last().json` or `.json`, after which the members follow. */
function afterJson(
  tokens: readonly JsToken[],
  start: number,
  skip: number,
  below: (path: CelPath) => string | null,
): ReturnType<JsRoot> {
  let at = start + skip;
  const member = tokens[at + 1];
  if (isSign(tokens[at], ".") && isName(member, "item")) at += 2;
  else if (isSign(tokens[at], ".") && (isName(member, "first") || isName(member, "last"))) {
    if (!isSign(tokens[at + 2], "(") || !isSign(tokens[at + 3], ")")) return null;
    at += 4;
  }
  if (!isSign(tokens[at], ".") || !isName(tokens[at + 1], "json")) return null;
  return { used: at + 2 - start, below };
}
