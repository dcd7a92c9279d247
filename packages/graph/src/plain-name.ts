// Control characters (but not the tab or the end of a line), and those that turn the direction of what follows them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A name on one line, as it is kept: without control characters, and without those that make it read in another order. */
export function plainName(text: string): string {
  return text
    .replaceAll(HIDDEN, "")
    .replaceAll(/[\t\n\r\u2028\u2029]+/g, " ")
    .trim();
}
