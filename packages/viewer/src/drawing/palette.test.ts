import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PALETTE } from "./palette.ts";

const theme = tokensOf("../../../ui/src/theme.css");

test("colours for pictures are those of the theme", () => {
  for (const [token, hex] of Object.entries(PALETTE.light))
    expect([token, theme.get(token)?.light]).toEqual([token, hex]);
  for (const [token, hex] of Object.entries(PALETTE.dark))
    expect([token, theme.get(token)?.dark]).toEqual([token, hex]);
  expect(Object.keys(PALETTE.light)).toEqual(Object.keys(PALETTE.dark));
});

test("colours of the page are those of the theme, and all that its drawing asks for are there", () => {
  const own = tokensOf("../page/viewer.css");
  for (const [token, colours] of own) expect([token, colours]).toEqual([token, theme.get(token)]);
  expect(Object.keys(PALETTE.dark).filter((token) => !own.has(token))).toEqual([]);
});

/** The `light-dark(oklch(…), oklch(…))` tokens of a style sheet as hex. */
function tokensOf(path: string): Map<string, { readonly light: string; readonly dark: string }> {
  const css = readFileSync(new URL(path, import.meta.url), "utf8");
  const found = css.matchAll(/--([\w-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\);/g);
  return new Map(
    [...found].map(([, token = "", light = "", dark = ""]) => [token, { light: hex(light), dark: hex(dark) }]),
  );
}

/** OKLCH to sRGB by Björn Ottosson's matrices, out of gamut cut off. */
function hex(oklch: string): string {
  const [lightness = 0, chroma = 0, hue = 0] = oklch.split(" ").map(Number);
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${linear.map(channel).join("")}`;
}

function channel(linear: number): string {
  const inside = Math.min(1, Math.max(0, linear));
  const encoded = inside <= 0.0031308 ? 12.92 * inside : 1.055 * inside ** (1 / 2.4) - 0.055;
  return Math.round(encoded * 255)
    .toString(16)
    .padStart(2, "0");
}
