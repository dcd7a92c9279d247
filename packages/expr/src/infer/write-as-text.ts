import type { ExprType } from "../expr-type.ts";

const writers: { readonly [kind: string]: string } = {
  number: "string",
  boolean: "string",
  timestamp: "string",
  list: "json",
  object: "json",
};

/** The fix that makes text of a part, where its type has a form as text. */
export function writeAsText(
  source: string,
  type: ExprType,
): { readonly title: string; readonly replacement: string } | undefined {
  const writer = writers[type.kind];
  return writer === undefined ? undefined : { title: "Write it as text", replacement: `${writer}(${source})` };
}
