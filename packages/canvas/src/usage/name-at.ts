import { variableReads } from "@orrery/expr";

/**
 * The variable whose name stands at a place of a field's text, or just before it; null where none does. In an expression
 * that is half typed, the word at that place, unless it is a member's name.
 */
export function nameAt(text: string, at: number): string | null {
  const read = variableReads(text).find(({ start, end }) => start <= at && at <= end);
  if (read) return read.name;
  const open = text.lastIndexOf("{{", at);
  const close = text.indexOf("}}", at);
  if (open < 0 || text.slice(open, at).includes("}}")) return null;
  let start = at;
  let end = at;
  const last = close < 0 ? text.length : close;
  while (start > open + 2 && /\w/.test(text.charAt(start - 1))) start -= 1;
  while (end < last && /\w/.test(text.charAt(end))) end += 1;
  const before = text
    .slice(open + 2, start)
    .trimEnd()
    .at(-1);
  return start === end || before === "." || before === '"' || before === "'" ? null : text.slice(start, end);
}
