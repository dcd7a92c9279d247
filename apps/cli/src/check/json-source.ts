/** A half-open span of a text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Path = readonly (string | number)[];

/**
 * The span of the value at `path` in JSON text that has been parsed before, quotes included; null where it is not there.
 * It reads the text itself, since a parsed value no longer knows where it stood.
 */
export function spanOfValue(text: string, path: Path): Span | null {
  let at = skipSpace(text, text.startsWith("\uFEFF") ? 1 : 0);
  for (const key of path) {
    const inside = typeof key === "number" ? entryAt(text, at, key) : memberAt(text, at, key);
    if (inside === null) return null;
    at = inside;
  }
  return { start: at, end: valueEnd(text, at) };
}

/** Where the characters `inner` of a decoded JSON string stand in its source; `string` is the span with quotes. */
export function spanInString(text: string, string: Span, inner: Span): Span {
  let decoded = 0;
  let at = string.start + 1;
  let start = at;
  while (at < string.end - 1 && decoded < inner.end) {
    if (decoded === inner.start) start = at;
    at += text[at] === "\\" ? (text[at + 1] === "u" ? 6 : 2) : 1;
    decoded += 1;
  }
  return decoded <= inner.start ? { start: at, end: at } : { start, end: at };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\r\n".includes(text[at] ?? "")) at += 1;
  return at;
}

function stringEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

function valueEnd(text: string, from: number): number {
  if (text[from] === '"') return stringEnd(text, from);
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const char = text[at] ?? "";
    if (char === '"') {
      at = stringEnd(text, at);
      continue;
    }
    if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") depth -= 1;
    else if (depth === 0 && " \t\r\n,".includes(char)) return at;
    if (depth < 0) return at;
    at += 1;
    if (depth === 0 && (char === "}" || char === "]")) return at;
  }
  return at;
}

function memberAt(text: string, from: number, name: string): number | null {
  if (text[from] !== "{") return null;
  let at = skipSpace(text, from + 1);
  while (text[at] === '"') {
    const end = stringEnd(text, at);
    const key: unknown = JSON.parse(text.slice(at, end));
    const value = skipSpace(text, skipSpace(text, end) + 1);
    if (key === name) return value;
    at = skipSpace(text, valueEnd(text, value));
    if (text[at] !== ",") return null;
    at = skipSpace(text, at + 1);
  }
  return null;
}

function entryAt(text: string, from: number, index: number): number | null {
  if (text[from] !== "[") return null;
  let at = skipSpace(text, from + 1);
  for (let left = index; text[at] !== "]" && at < text.length; left -= 1) {
    if (left === 0) return at;
    at = skipSpace(text, valueEnd(text, at));
    if (text[at] !== ",") return null;
    at = skipSpace(text, at + 1);
  }
  return null;
}
