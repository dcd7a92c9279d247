import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** Test of the tokens themselves: OKLCH → linear sRGB by Ottosson's matrices, contrast by WCAG 2.2. */
type Rgb = readonly [number, number, number];
type Theme = "light" | "dark";

const css = readFileSync(new URL("./theme.css", import.meta.url), "utf8");
const OKLCH = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`;
const tokens = new Map(
  [...css.matchAll(new RegExp(String.raw`--([a-z-]+): light-dark\(${OKLCH}, ${OKLCH}\);`, "g"))].map((m) => [
    m[1] ?? "",
    { light: toLinear(m.slice(2, 5).map(Number)), dark: toLinear(m.slice(5, 8).map(Number)) },
  ]),
);

function toLinear([lightness = 0, chroma = 0, hue = 0]: number[]): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (v: number) => Math.min(1, Math.max(0, v));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function token(name: string, theme: Theme): Rgb {
  const found = tokens.get(name);
  if (!found) throw new Error(`theme.css has no colour token --${name}`);
  return found[theme];
}

/** `share` of `over` on `under`, mixed in gamma-encoded sRGB as a browser composites. */
function tint(over: Rgb, under: Rgb, share: number): Rgb {
  const encode = (v: number) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);
  const decode = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const mix = (i: 0 | 1 | 2) => decode(encode(over[i]) * share + encode(under[i]) * (1 - share));
  return [mix(0), mix(1), mix(2)];
}

function contrast(one: Rgb, other: Rgb): number {
  const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const THEMES: Theme[] = ["light", "dark"];
const SURFACES = ["ground", "canvas", "panel", "raised", "field"];
const TEXTS = ["ink", "muted", "dim", "brass-ink", "running", "done", "failed", "waiting", "rest"];
const STATES = ["running", "done", "failed", "waiting", "rest"];
const CATEGORIES = ["start", "flow", "ai", "network", "data", "human"].map((name) => `category-${name}`);

describe.each(THEMES)("%s theme", (theme) => {
  const against = (name: string, surface: string) => contrast(token(name, theme), token(surface, theme));
  const short = (pairs: [string, number][], least: number) =>
    pairs.filter(([, ratio]) => ratio < least).map(([pair, ratio]) => `${pair} ${ratio.toFixed(2)}`);

  test("text reaches 4.5:1 on every surface", () => {
    const pairs = TEXTS.flatMap((text) => SURFACES.map((s): [string, number] => [`${text}/${s}`, against(text, s)]));
    expect(short(pairs, 4.5)).toEqual([]);
  });

  test("a state's word reaches 4.5:1 on its own 12 % tint", () => {
    const pairs = STATES.flatMap((state) =>
      ["ground", "panel"].map((surface): [string, number] => {
        const colour = token(state, theme);
        return [`${state}/tint on ${surface}`, contrast(colour, tint(colour, token(surface, theme), 0.12))];
      }),
    );
    expect(short(pairs, 4.5)).toEqual([]);
  });

  test("the word on the primary button reaches 4.5:1", () => {
    expect(against("on-brass", "brass")).toBeGreaterThanOrEqual(4.5);
    expect(against("on-brass", "brass-hover")).toBeGreaterThanOrEqual(4.5);
  });

  test("focus, selection, control borders and category icons reach 3:1", () => {
    const pairs = ["brass-line", "line-strong"].flatMap((name) =>
      SURFACES.map((surface): [string, number] => [`${name}/${surface}`, against(name, surface)]),
    );
    const icons = CATEGORIES.map((name): [string, number] => {
      const colour = token(name, theme);
      return [`${name}/tile`, contrast(colour, tint(colour, token("panel", theme), 0.14))];
    });
    expect(short([...pairs, ...icons], 3)).toEqual([]);
  });
});

test("black on white is 21, so the arithmetic holds", () => {
  expect(contrast(toLinear([1, 0, 0]), toLinear([0, 0, 0]))).toBeCloseTo(21, 3);
});
