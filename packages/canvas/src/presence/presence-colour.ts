/** Colours that people are told apart by, beside their names; none of them means a state. */
const HUES = [262, 335, 195, 125, 50, 285, 175];

/** A colour that nobody has, and where that is possible the same on every screen. */
export function freeColour(key: string, taken: readonly number[]): number {
  let hash = 0;
  for (const letter of key) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  for (let step = 0; step < HUES.length; step++) {
    const colour = (hash + step) % HUES.length;
    if (!taken.includes(colour)) return colour;
  }
  return hash % HUES.length;
}

/** The colour itself, for lines and grounds, in both themes. */
export function colourOf(colour: number): string {
  const hue = HUES[colour % HUES.length] ?? 262;
  return `light-dark(oklch(0.5 0.15 ${hue}), oklch(0.8 0.12 ${hue}))`;
}

/** What is legible on it. */
export const ON_COLOUR = "light-dark(white, oklch(0.2 0.02 262))";
