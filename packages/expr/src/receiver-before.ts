import { skipString } from "./skip-token.ts";

/** What stands before the cursor: the word being typed, and the source of what its dot reads from, if there is one. */
export interface ReceiverBefore {
  readonly receiver: string | null;
  readonly typed: string;
}

/** Reads `source` up to the cursor. Null inside a string or a comment, or behind something that no name may follow. */
export function receiverBefore(source: string): ReceiverBefore | null {
  const kinds = characterKinds(source);
  if (kinds === null) return null;
  const typed = /[A-Za-z_][A-Za-z0-9_]*$/.exec(source)?.[0] ?? "";
  const before = source.length - typed.length;
  if (/[0-9]/.test(source.charAt(before - 1))) return null;
  const dot = lastSolid(source, before);
  if (source.charAt(dot) !== ".") return { receiver: null, typed };
  const end = lastSolid(source, dot) + 1;
  const start = chainStart(source, end, kinds);
  return start === null ? null : { receiver: source.slice(start, end), typed };
}

type CharacterKind = "code" | "string";

/** Which characters stand inside string literals; null where the last one is still open, or a comment is. */
function characterKinds(source: string): readonly CharacterKind[] | null {
  const kinds: CharacterKind[] = [];
  while (kinds.length < source.length) {
    const at = kinds.length;
    const character = source.charAt(at);
    if (character === "/" && source.charAt(at + 1) === "/") {
      const end = source.indexOf("\n", at);
      if (end === -1) return null;
      while (kinds.length < end) kinds.push("string");
    } else if (character === '"' || character === "'") {
      const end = skipString(source, at);
      if (end >= source.length && (end === at + 1 || source.charAt(end - 1) !== character)) return null;
      while (kinds.length < end) kinds.push("string");
    } else {
      kinds.push("code");
    }
  }
  return kinds;
}

/** The start of the chain `a.b[0].c(…)` that ends before `end`. */
function chainStart(source: string, end: number, kinds: readonly CharacterKind[]): number | null {
  let position = end;
  while (position > 0) {
    const last = source.charAt(position - 1);
    if (kinds[position - 1] === "string") {
      while (position > 0 && kinds[position - 1] === "string") position -= 1;
    } else if (last === ")" || last === "]" || last === "}") {
      const open = openingOf(source, position - 1, kinds);
      if (open === null) return null;
      position = open;
      if (last !== "}" && /[\w)\]"'}]/.test(source.charAt(lastSolid(source, position)))) {
        position = lastSolid(source, position) + 1;
        continue;
      }
    } else if (/\w/.test(last)) {
      while (position > 0 && /\w/.test(source.charAt(position - 1))) position -= 1;
    } else {
      return null;
    }
    const dot = lastSolid(source, position);
    if (source.charAt(dot) !== ".") return position;
    position = lastSolid(source, dot) + 1;
  }
  return position === 0 && end > 0 ? 0 : null;
}

function openingOf(source: string, close: number, kinds: readonly CharacterKind[]): number | null {
  let depth = 0;
  for (let position = close; position >= 0; position -= 1) {
    if (kinds[position] === "string") continue;
    const character = source.charAt(position);
    if (character === ")" || character === "]" || character === "}") depth += 1;
    if (character === "(" || character === "[" || character === "{") depth -= 1;
    if (depth === 0) return position;
  }
  return null;
}

/** The last position before `end` that is no white space, or -1. */
function lastSolid(source: string, end: number): number {
  let position = end - 1;
  while (position >= 0 && /\s/.test(source.charAt(position))) position -= 1;
  return position;
}
