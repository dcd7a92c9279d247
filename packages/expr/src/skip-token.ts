/**
 * Where the CEL string literal that opens at `at` ends (one past its closing quote), by cel-js's own rules: a backslash
 * always passes over the next character, three quotes open a literal that may span lines. Without a closing quote it
 * ends at the end of the line, or of the text.
 */
export function skipString(text: string, at: number): number {
  const quote = text[at];
  const isTriple = text[at + 1] === quote && text[at + 2] === quote;
  let position = at + (isTriple ? 3 : 1);
  while (position < text.length) {
    const character = text[position];
    if (character === "\\") position += 2;
    else if (character === quote && !isTriple) return position + 1;
    else if (character === quote && text[position + 1] === quote && text[position + 2] === quote) return position + 3;
    else if (character === "\n" && !isTriple) return position;
    else position += 1;
  }
  return text.length;
}

/** The end of the `//` comment that opens at `at`: before `}}` or the line's end, whichever comes first. */
export function skipComment(text: string, at: number): number {
  let position = at + 2;
  while (position < text.length && text[position] !== "\n" && !text.startsWith("}}", position)) position += 1;
  return position;
}
