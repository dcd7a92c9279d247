import { RE2JS } from "re2js";

/** What is looked for, and how. */
export interface TextQuery {
  readonly text: string;
  /** Capital and small letters differ. */
  readonly isExactCase: boolean;
  readonly isWholeWord: boolean;
  /** `text` is a regular expression (RE2 syntax). */
  readonly isPattern: boolean;
}

/** Where it stands in a text, in UTF-16 code units. `groups[0]` is all of it; a group that took no part is null. */
export interface TextHit {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | null)[];
}

export type TextFinder =
  | { readonly ok: true; readonly find: (text: string) => readonly TextHit[] }
  /** Why nothing can be looked for, in words; empty where nothing was asked yet. */
  | { readonly ok: false; readonly why: string };

const LONGEST_PATTERN = 500;
const LARGEST_PROGRAM = 2_000;
const MOST_IN_ONE_TEXT = 2_000;
const WORD = /[\p{L}\p{N}_]/u;

/** Looks by re2js for words and patterns alike: time linear in the text, whatever somebody types. */
export function textFinder(query: TextQuery): TextFinder {
  if (query.text === "") return { ok: false, why: "" };
  if (query.text.length > LONGEST_PATTERN) return { ok: false, why: `Look for ${LONGEST_PATTERN} characters at most.` };
  const program = compile(query);
  if (typeof program === "string") return { ok: false, why: program };
  return {
    ok: true,
    find(text) {
      const hits: TextHit[] = [];
      const matcher = program.matcher(text);
      while (hits.length < MOST_IN_ONE_TEXT && matcher.find()) {
        const start = matcher.start();
        const end = matcher.end();
        if (end === start || (query.isWholeWord && !isWhole(text, start, end))) continue;
        const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index));
        hits.push({ start, end, groups });
      }
      return hits;
    },
  };
}

/** What stands in the place of a hit: `$1` and `$&` of a pattern are what it found, `$$` is a dollar sign. */
export function replacementOf(hit: TextHit, replacement: string, isPattern: boolean): string {
  if (!isPattern) return replacement;
  return replacement.replace(/\$(\$|&|\d)/g, (whole, sign: string) => {
    if (sign === "$") return "$";
    const group = sign === "&" ? hit.groups[0] : hit.groups[Number(sign)];
    return group === undefined ? whole : (group ?? "");
  });
}

function compile({ text, isExactCase, isPattern }: TextQuery): RE2JS | string {
  try {
    const program = RE2JS.compile(isPattern ? text : RE2JS.quote(text), isExactCase ? 0 : RE2JS.CASE_INSENSITIVE);
    return program.matcher("").programSize() > LARGEST_PROGRAM ? "The pattern repeats too much." : program;
  } catch (error) {
    return `This is no pattern yet: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

function isWhole(text: string, start: number, end: number): boolean {
  return !(joins(text, start) || joins(text, end));
}

/** Whether letters or digits stand on both sides of a place. */
function joins(text: string, at: number): boolean {
  return (
    WORD.test(lastCharacter(text.slice(Math.max(0, at - 2), at))) && WORD.test(firstCharacter(text.slice(at, at + 2)))
  );
}

function firstCharacter(text: string): string {
  return Array.from(text)[0] ?? "";
}

function lastCharacter(text: string): string {
  return Array.from(text).at(-1) ?? "";
}
