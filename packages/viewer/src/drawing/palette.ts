/** A colour of LOOK by its name in `@orrery/ui/theme.css`. */
export type PaintToken = keyof (typeof PALETTE)["dark"];

export type Theme = keyof typeof PALETTE;

/** Gives a colour its value where it is drawn: a CSS variable on a page, hex where there is no style sheet. */
export type Paint = (token: PaintToken) => string;

export const cssPaint: Paint = (token) => `var(--${token})`;

/** Every colour as sRGB, for pictures that stand by themselves. `palette.test.ts` holds it to the theme. */
export const PALETTE = {
  dark: {
    ground: "#0b0e14",
    canvas: "#080a0f",
    panel: "#0f1319",
    raised: "#1a1e26",
    field: "#080b11",
    line: "#252a33",
    "line-strong": "#636975",
    dot: "#272b34",
    ink: "#eaedf2",
    muted: "#a4a8af",
    dim: "#878b92",
    brass: "#e9bd63",
    "brass-line": "#e9bd63",
    "brass-ink": "#e9bd63",
    "on-brass": "#1c1506",
    running: "#48bff5",
    done: "#52cd86",
    failed: "#fd7273",
    waiting: "#c89df9",
    rest: "#878b92",
    "category-start": "#a4abb8",
    "category-flow": "#e3b667",
    "category-ai": "#e19ae5",
    "category-network": "#4eccd3",
    "category-data": "#70cda2",
    "category-human": "#be9df7",
  },
  light: {
    ground: "#f9fafc",
    canvas: "#f2f3f6",
    panel: "#ffffff",
    raised: "#edeef2",
    field: "#f8f9fb",
    line: "#dcdee2",
    "line-strong": "#86898f",
    dot: "#c8cbd0",
    ink: "#1b1f27",
    muted: "#494d56",
    dim: "#636870",
    brass: "#d4a143",
    "brass-line": "#b27916",
    "brass-ink": "#865812",
    "on-brass": "#1d1406",
    running: "#0069ac",
    done: "#01763a",
    failed: "#c21725",
    waiting: "#793fb5",
    rest: "#636870",
    "category-start": "#6b727e",
    "category-flow": "#b17a21",
    "category-ai": "#af48b7",
    "category-network": "#008b96",
    "category-data": "#228f61",
    "category-human": "#8654cc",
  },
} as const;
