import { drawFar, type FarDrawing } from "./draw-far.ts";
import { type Area, contains, intersect } from "./far-boxes.ts";
import { type FarColours, onThemeChange, readFarColours } from "./far-colours.ts";

export interface FarSight {
  readonly transform: readonly [number, number, number];
  readonly width: number;
  readonly height: number;
}

type ReadDrawing = () => Pick<FarDrawing, "cards" | "edges">;

// How far beyond the window the picture reaches at each side, in windows: a pan meets its end seldom.
const BEYOND = 0.4;
const ZOOM_PAUSE_MS = 90;
/** A picture drawn quicker than this follows a zoom frame by frame. */
const QUICK_MS = 6;
const SHARPEST = 2;

/**
 * Draws the picture of a canvas from afar, and knows when it has to be drawn again: when the window leaves what it covers, when
 * the zoom has changed, when the drawing, the theme or a run has. Until then the browser moves it with React Flow's viewport.
 */
export class FarPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #sight: () => FarSight;
  readonly #stopTheme: () => void;
  #read: ReadDrawing | null = null;
  #all: Area | null = null;
  #covered: Area | null = null;
  #zoom = 0;
  #tookMs = 0;
  #colours: FarColours | null = null;
  #frame: number | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(canvas: HTMLCanvasElement, sight: () => FarSight) {
    this.#canvas = canvas;
    this.#sight = sight;
    this.#stopTheme = onThemeChange(() => {
      this.#colours = null;
      this.#repaint();
    });
  }

  /** Takes another drawing, whose nodes fill `all`. */
  show(read: ReadDrawing, all: Area | null): void {
    this.#read = read;
    this.#all = all;
    this.#repaint();
  }

  /** Sees to it that the picture covers what is seen now. */
  look(): void {
    const { transform } = this.#sight();
    if (this.#covered === null || !contains(this.#covered, this.#seen(0))) this.#repaint();
    else if (transform[2] !== this.#zoom) {
      if (this.#tookMs < QUICK_MS) this.#repaint();
      else this.repaintIn(ZOOM_PAUSE_MS);
    }
  }

  /** Draws again after a while, once for all who ask until then. */
  repaintIn(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#repaint();
    }, ms);
  }

  close(): void {
    this.#stopTheme();
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
  }

  #repaint(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#paint();
    });
  }

  /** What of the drawing is in the window, with so much more at each side. */
  #seen(beyond: number): Area {
    const { transform, width, height } = this.#sight();
    const [x, y, zoom] = transform;
    const window = {
      x: (-x - width * beyond) / zoom,
      y: (-y - height * beyond) / zoom,
      width: (width * (1 + 2 * beyond)) / zoom,
      height: (height * (1 + 2 * beyond)) / zoom,
    };
    if (this.#all === null) return { ...window, width: 0, height: 0 };
    // Lines of edges stand out around the nodes.
    const margin = 60;
    const { x: left, y: top, width: wide, height: high } = this.#all;
    return intersect(window, {
      x: left - margin,
      y: top - margin,
      width: wide + 2 * margin,
      height: high + 2 * margin,
    });
  }

  #paint(): void {
    const { width, height, transform } = this.#sight();
    const zoom = transform[2];
    const to = this.#canvas.getContext("2d");
    if (!this.#read || !to || width === 0 || height === 0) return;
    const from = performance.now();
    const area = this.#seen(BEYOND);
    const sharpness = Math.min(SHARPEST, window.devicePixelRatio || 1);
    this.#canvas.width = Math.ceil(area.width * zoom * sharpness);
    this.#canvas.height = Math.ceil(area.height * zoom * sharpness);
    const { style } = this.#canvas;
    style.transform = `translate(${area.x}px, ${area.y}px)`;
    style.width = `${this.#canvas.width / (zoom * sharpness)}px`;
    style.height = `${this.#canvas.height / (zoom * sharpness)}px`;
    this.#colours ??= readFarColours(this.#canvas.parentElement ?? document.body);
    if (this.#canvas.width > 0 && this.#canvas.height > 0) {
      drawFar(to, { ...this.#read(), zoom, area, sharpness, colours: this.#colours });
    }
    this.#covered = area;
    this.#zoom = zoom;
    this.#tookMs = performance.now() - from;
  }
}
