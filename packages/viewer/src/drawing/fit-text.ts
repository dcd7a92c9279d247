/**
 * Cuts a text so that it is about `width` px wide at `size` px: there is nothing to measure with on a server. Wide scripts
 * count as one em a character, capitals and digits as two thirds, the rest as just over one half.
 */
export function fitText(text: string, width: number, size: number): string {
  const characters = [...text.replace(/\s+/g, " ").trim()];
  let used = 0;
  /** How many characters leave room for the dots. */
  let kept = 0;
  for (const [place, character] of characters.entries()) {
    used += size * widthOf(character);
    if (used > width) return `${characters.slice(0, kept).join("").trimEnd()}…`;
    if (used + size * DOTS <= width) kept = place + 1;
  }
  return characters.join("");
}

const DOTS = 0.8;

function widthOf(character: string): number {
  if ((character.codePointAt(0) ?? 0) > 0x2e7f) return 1;
  if (/[\p{Lu}\d@#%&_—]/u.test(character)) return 0.66;
  return /[\s.,:;'|il!]/.test(character) ? 0.32 : 0.56;
}
