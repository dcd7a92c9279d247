import type { EdgeEnds } from "./edge-path.ts";
import { edgePath } from "./edge-path.ts";
import type { Area, FarBox } from "./far-boxes.ts";
import type { FarColour, FarColours } from "./far-colours.ts";
import { titleLines } from "./far-look.ts";

/** Below this zoom a card is a block of colour; above it tile, name and state. */
const BLOCKS_BELOW = 0.2;
const RADIUS = 11;
const TITLE_LETTERS = 13;
// A room narrower than this on the screen is drawn as one block, without what it holds.
const ROOM_PX = 90;
// One long path of many pieces takes a rasteriser much longer than several short ones.
const PIECES = 250;

export interface FarCard {
  readonly box: FarBox;
  /** It stands there itself: only its outline is drawn, which its own is too thin for. */
  readonly isMounted: boolean;
  readonly title: string;
  readonly tile: FarColour;
  /** Null for what rests. */
  readonly state: FarColour | null;
  readonly isFaint: boolean;
  readonly hasError: boolean;
  readonly outline: FarColour | null;
}

export interface FarEdge {
  readonly ends: EdgeEnds;
  readonly colour: FarColour;
}

export interface FarDrawing {
  /** Rooms before what they hold. */
  readonly cards: readonly FarCard[];
  readonly edges: readonly FarEdge[];
  readonly zoom: number;
  /** What of the canvas is drawn, in its own units. */
  readonly area: Area;
  /** Device pixels of one px. */
  readonly sharpness: number;
  readonly colours: FarColours;
}

/** Draws nodes and edges as they look from afar. */
export function drawFar(to: CanvasRenderingContext2D, drawing: FarDrawing): void {
  const { area, zoom, sharpness } = drawing;
  const scale = zoom * sharpness;
  to.setTransform(1, 0, 0, 1, 0, 0);
  to.clearRect(0, 0, to.canvas.width, to.canvas.height);
  to.setTransform(scale, 0, 0, scale, -area.x * scale, -area.y * scale);
  const folded = foldedRooms(drawing);
  const shown = drawing.cards.filter(({ box }) => !isInside(box, folded) && touches(box, area));
  const pictured = shown.filter(({ isMounted }) => !isMounted);
  drawRooms(to, drawing, pictured, folded);
  drawEdges(to, drawing, folded);
  const cards = pictured.filter(({ box }) => box.kind === "card" || folded.has(box.id));
  if (zoom < BLOCKS_BELOW) drawBlocks(to, drawing, cards);
  else drawCards(to, drawing, cards);
  drawOutlines(to, drawing, shown);
}

function foldedRooms({ cards, zoom }: FarDrawing): ReadonlySet<string> {
  const folded = new Set<string>();
  for (const { box } of cards) {
    if (box.kind === "room" && (box.width * zoom < ROOM_PX || folded.has(box.node.parentId ?? ""))) folded.add(box.id);
  }
  return folded;
}

function isInside({ node }: FarBox, folded: ReadonlySet<string>): boolean {
  return node.parentId !== undefined && folded.has(node.parentId);
}

function touches(box: FarBox, area: Area): boolean {
  return (
    box.x < area.x + area.width &&
    box.x + box.width > area.x &&
    box.y < area.y + area.height &&
    box.y + box.height > area.y
  );
}

function drawRooms(
  to: CanvasRenderingContext2D,
  { colours, zoom }: FarDrawing,
  shown: readonly FarCard[],
  folded: ReadonlySet<string>,
): void {
  to.lineWidth = 1 / zoom;
  for (const { box, state, title, tile } of shown) {
    if (box.kind === "card" || folded.has(box.id)) continue;
    to.beginPath();
    to.roundRect(box.x, box.y, box.width, box.height, RADIUS);
    to.fillStyle = colours.of[state ?? tile];
    to.globalAlpha = 0.06;
    to.fill();
    to.globalAlpha = 1;
    to.strokeStyle = colours.of[state ?? "line"];
    to.stroke();
    to.fillStyle = colours.of.ink;
    to.font = `600 ${Math.max(26, 12 / zoom)}px ${colours.font}`;
    to.textBaseline = "top";
    to.fillText(title, box.x + 12, box.y + 8, box.width - 24);
  }
}

function drawEdges(to: CanvasRenderingContext2D, drawing: FarDrawing, folded: ReadonlySet<string>): void {
  const { edges, colours, zoom } = drawing;
  const isCurved = zoom >= BLOCKS_BELOW;
  to.lineWidth = Math.max(1.5, 0.75 / zoom);
  to.lineJoin = "round";
  const byColour = Map.groupBy(edges, ({ colour }) => colour);
  for (const [colour, some] of byColour) {
    to.strokeStyle = colours.of[colour];
    for (let from = 0; from < some.length; from += PIECES) {
      to.beginPath();
      for (const { ends } of some.slice(from, from + PIECES)) {
        if (!isInside(ends.source, folded)) edgePath(to, ends, isCurved);
      }
      to.stroke();
    }
  }
}

function drawBlocks(to: CanvasRenderingContext2D, { colours }: FarDrawing, cards: readonly FarCard[]): void {
  const byLook = Map.groupBy(cards, ({ state, isFaint, hasError }) => {
    const colour = state ?? (hasError ? "failed" : "line-strong");
    return `${isFaint ? "faint" : ""} ${colour}`;
  });
  for (const some of byLook.values()) {
    const [first] = some;
    if (!first) continue;
    to.fillStyle = colours.of[first.state ?? (first.hasError ? "failed" : "line-strong")];
    to.globalAlpha = first.isFaint ? 0.5 : 1;
    to.beginPath();
    for (const { box } of some) to.rect(box.x, box.y, box.width, box.height);
    to.fill();
  }
  to.globalAlpha = 1;
}

function drawCards(to: CanvasRenderingContext2D, { colours, zoom }: FarDrawing, cards: readonly FarCard[]): void {
  to.textBaseline = "middle";
  to.lineWidth = 1 / zoom;
  to.font = `600 26px ${colours.font}`;
  for (const { box, state, title, tile, isFaint, hasError } of cards) {
    const { x, y, width, height } = box;
    to.globalAlpha = 1;
    to.beginPath();
    to.roundRect(x, y, width, height, RADIUS);
    to.fillStyle = colours.of.panel;
    to.fill();
    if (state !== null) {
      to.fillStyle = colours.of[state];
      to.globalAlpha = 0.16;
      to.fill();
      to.globalAlpha = 1;
    }
    to.strokeStyle = colours.of[state === "failed" || hasError ? "failed" : (state ?? "line")];
    to.stroke();
    to.globalAlpha = isFaint ? 0.5 : 1;
    const middle = y + Math.min(height / 2, 42);
    to.fillStyle = colours.of[tile];
    to.globalAlpha *= 0.45;
    to.fillRect(x + 10, middle - 12, 24, 24);
    to.globalAlpha = isFaint ? 0.5 : 1;
    to.fillStyle = colours.of.ink;
    const lines = titleLines(title, TITLE_LETTERS);
    const top = middle - ((lines.length - 1) * 30) / 2;
    for (const [index, line] of lines.entries()) to.fillText(line, x + 44, top + index * 30, width - 54);
  }
  to.globalAlpha = 1;
}

function drawOutlines(to: CanvasRenderingContext2D, { colours, zoom }: FarDrawing, shown: readonly FarCard[]): void {
  to.lineWidth = Math.max(2, 1.5 / zoom);
  for (const { box, outline } of shown) {
    if (outline === null) continue;
    to.strokeStyle = colours.of[outline];
    to.beginPath();
    to.roundRect(box.x - 3, box.y - 3, box.width + 6, box.height + 6, RADIUS + 2);
    to.stroke();
  }
}
