/** A name or a number on the way to a member. */
export type CelPath = readonly (string | number)[];

const RESERVED = new Set([
  "as",
  "break",
  "const",
  "continue",
  "else",
  "false",
  "for",
  "function",
  "if",
  "import",
  "in",
]);
for (const word of ["let", "loop", "package", "namespace", "null", "return", "true", "var", "void", "while"]) {
  RESERVED.add(word);
}

/** A text as the literal of an expression. */
export function celString(text: string): string {
  return JSON.stringify(text).replaceAll("{{", '{" + "{').replaceAll("}}", '}" + "}');
}

/** The expression of a member below another. */
export function celMember(root: string, path: CelPath): string {
  return path.reduce<string>((expression, part) => {
    if (typeof part === "number" || /^(0|[1-9]\d{0,8})$/.test(part)) return `${expression}[${part}]`;
    const isPlain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(part) && !RESERVED.has(part);
    return isPlain ? `${expression}.${part}` : `${expression}[${celString(part)}]`;
  }, root);
}

/** Literal text, in a field where `{{` would begin an expression. */
export function literal(text: string): string {
  return text.replaceAll("{{", "\\{{");
}

/** An expression in a field. */
export function whole(expression: string): string {
  return `{{ ${expression} }}`;
}

/**
 * What could not be translated, as it stood, in a form that no reading of ours takes for an expression: the editor marks it,
 * and nothing runs before a person has written it anew.
 */
export function untranslated(text: string): string {
  const shown = text.replaceAll(/[{}]/g, " ").replaceAll(/\s+/g, " ").trim().slice(0, 1_000);
  return `{{ TODO: ${shown.replaceAll(/["'`\\]/g, "´")} }}`;
}

/** The first of several readings that is there. */
export function firstThere(expressions: readonly string[]): string | null {
  const unique = [...new Set(expressions)];
  if (unique.length === 0) return null;
  return unique.reduceRight((rest, one) => `default(${one}, ${rest})`);
}

/** An expression within a text: a literal text is that text itself. */
export function inText(expression: string): string {
  if (!/^"(?:[^"\\]|\\.)*"$/.test(expression)) return whole(expression);
  try {
    return literal(String(JSON.parse(expression)));
  } catch {
    return whole(expression);
  }
}
