export type FarColour =
  | "canvas"
  | "panel"
  | "ink"
  | "line"
  | "line-strong"
  | "dim"
  | "brass"
  | "brass-line"
  | "running"
  | "done"
  | "failed"
  | "waiting"
  | "category-start"
  | "category-flow"
  | "category-ai"
  | "category-network"
  | "category-data"
  | "category-human";

/** The theme's colours as a 2D canvas takes them. */
export interface FarColours {
  readonly of: Readonly<Record<FarColour, string>>;
  readonly font: string;
}

/** Reads the theme as it stands now around an element: a canvas knows neither variables nor light-dark(). */
export function readFarColours(around: HTMLElement): FarColours {
  const probe = document.createElement("span");
  probe.style.display = "none";
  around.append(probe);
  const read = (name: FarColour): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const of = colourRecord(read);
  const font = getComputedStyle(around).fontFamily;
  probe.remove();
  return { of, font };
}

function colourRecord(read: (name: FarColour) => string): FarColours["of"] {
  return {
    canvas: read("canvas"),
    panel: read("panel"),
    ink: read("ink"),
    line: read("line"),
    "line-strong": read("line-strong"),
    dim: read("dim"),
    brass: read("brass"),
    "brass-line": read("brass-line"),
    running: read("running"),
    done: read("done"),
    failed: read("failed"),
    waiting: read("waiting"),
    "category-start": read("category-start"),
    "category-flow": read("category-flow"),
    "category-ai": read("category-ai"),
    "category-network": read("category-network"),
    "category-data": read("category-data"),
    "category-human": read("category-human"),
  };
}

/** Tells when the theme changes, by hand or with the system. Returns what stops it. */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class", "style"] });
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", listener);
  return () => {
    observer.disconnect();
    system.removeEventListener("change", listener);
  };
}
