import type { NodeView } from "../run/node-view.ts";
import { fitText } from "./fit-text.ts";
import { ICON_PATH, type IconName } from "./icon-path.ts";
import type { PlacedNode } from "./lay-out.ts";
import { NODE_ICON_PATH } from "./node-icon-path.gen.ts";
import type { Paint, PaintToken } from "./palette.ts";
import { STEP_LOOK } from "./state-look.ts";
import { type SvgElement, svgElement } from "./svg-element.ts";

export interface NodeDrawing {
  readonly node: PlacedNode;
  readonly view: NodeView;
  readonly selected: boolean;
  readonly paint: Paint;
}

const TILE: Readonly<Record<string, { readonly icon: IconName; readonly paint: PaintToken }>> = {
  "start-end": { icon: "start", paint: "category-start" },
  flow: { icon: "flow", paint: "category-flow" },
  ai: { icon: "ai", paint: "category-ai" },
  network: { icon: "network", paint: "category-network" },
  data: { icon: "data", paint: "category-data" },
  human: { icon: "human", paint: "category-human" },
  note: { icon: "note", paint: "category-start" },
};
const GREY = { icon: "circle", paint: "category-start" } as const;

const SANS = "Geist, ui-sans-serif, system-ui, sans-serif";
const MONO = "'Geist Mono', ui-monospace, monospace";
const INSET = 12;
const TEXT_LEFT = 46;
/** About the width of a letter of the state, px. */
const LETTER = 6.4;

/** A node as a card, or as a room where it holds others. Classes and `data-state` are for a page's style sheet. */
export function drawNode({ node, view, selected, paint }: NodeDrawing): SvgElement {
  const { id, x, y } = node;
  const look = STEP_LOOK[view.status];
  const group = {
    class: `node${node.room ? " room" : ""}${selected ? " selected" : ""}`,
    "data-node": id,
    "data-state": view.status,
    transform: `translate(${round(x)} ${round(y)})`,
    opacity: view.status === "skipped" || view.status === "cancelled" ? 0.55 : null,
  };
  return svgElement("g", group, [
    svgElement("title", {}, [[node.name, node.typeTitle, view.word].filter((word) => word !== "").join(", ")]),
    body(node, view, paint),
    selected ? outline(node, paint) : null,
    svgElement("g", { class: "head" }, [
      tile(node, paint),
      words({ x: TEXT_LEFT, y: 24, fill: paint("ink"), "font-weight": 600, class: "name" }, nameOf(node, view)),
      words(
        { x: TEXT_LEFT, y: 40, fill: paint("dim"), "font-size": 11, class: "detail" },
        fitText(node.typeTitle, typeWidth(node, view), 11),
      ),
      view.word === "" ? null : stateWord({ node, view, paint, colour: look.paint }),
    ]),
    node.room ? progressBar(node, view, paint) : foot(node, view, paint),
    ...ports(node, paint),
  ]);
}

function body(node: PlacedNode, view: NodeView, paint: Paint): SvgElement {
  const { width, height, room } = node;
  const look = STEP_LOOK[view.status];
  const waits = view.status === "waiting" || view.status === "uncertain";
  const isTold = waits || view.status === "failed" || view.status === "running" || view.status === "retrying";
  return svgElement("g", {}, [
    svgElement("rect", {
      class: "body",
      width,
      height,
      rx: 11,
      fill: paint("panel"),
      "fill-opacity": room ? 0.35 : null,
      stroke: paint(isTold ? look.paint : "line"),
      "stroke-opacity": room && isTold ? 0.6 : null,
      "stroke-dasharray": waits ? "5 4" : null,
    }),
    view.status === "running" && !room
      ? svgElement("rect", {
          class: "ring",
          width,
          height,
          rx: 11,
          fill: "none",
          stroke: paint("running"),
          "stroke-width": 2,
        })
      : null,
    // Shown alone from far away, where nothing can be read.
    svgElement("rect", { class: "block", width, height, rx: 11, fill: paint(look.paint), opacity: 0 }),
  ]);
}

function outline({ width, height }: PlacedNode, paint: Paint): SvgElement {
  const size = { x: -4, y: -4, width: width + 8, height: height + 8, rx: 14 };
  return svgElement("rect", { ...size, fill: "none", stroke: paint("brass-line"), "stroke-width": 2 });
}

function tile(node: PlacedNode, paint: Paint): SvgElement {
  const { icon, paint: token } = TILE[node.category] ?? GREY;
  const own =
    node.icon !== undefined && Object.hasOwn(NODE_ICON_PATH, node.icon) ? NODE_ICON_PATH[node.icon] : undefined;
  const at = { x: 5, y: 5, size: 14, stroke: paint(token) };
  return svgElement("g", { transform: `translate(${INSET} 14)` }, [
    svgElement("rect", { width: 24, height: 24, rx: 5, fill: paint(token), "fill-opacity": 0.14 }),
    own === undefined ? drawIcon(icon, at) : drawIconPath(own, at),
  ]);
}

interface IconPlace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly stroke: string;
}

function drawIcon(icon: IconName, at: IconPlace): SvgElement {
  return drawIconPath(ICON_PATH[icon], at, `icon icon-${icon}`);
}

/** An icon as a path with a stroke of 1.75 px at its size. */
function drawIconPath(d: string, at: IconPlace, name = "icon"): SvgElement {
  return svgElement("path", {
    d,
    class: name,
    transform: `translate(${round(at.x)} ${round(at.y)}) scale(${round(at.size / 24)})`,
    fill: "none",
    stroke: at.stroke,
    "stroke-width": 2.4,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  });
}

function nameOf(node: PlacedNode, view: NodeView): string {
  return fitText(node.name, node.width - TEXT_LEFT - INSET - (node.room ? stateWidth(view) : 0), 13);
}

function typeWidth(node: PlacedNode, view: NodeView): number {
  return node.width - TEXT_LEFT - INSET - (node.room ? 0 : stateWidth(view));
}

function stateWidth({ word }: NodeView): number {
  return word === "" ? 0 : 26 + word.length * LETTER;
}

interface StateWord {
  readonly node: PlacedNode;
  readonly view: NodeView;
  readonly paint: Paint;
  readonly colour: PaintToken;
}

function stateWord({ node, view, paint, colour }: StateWord): SvgElement {
  const right = node.width - INSET;
  const y = node.room ? 24 : 40;
  const icon = { x: right - view.word.length * LETTER - 18, y: y - 11, size: 13, stroke: paint(colour) };
  return svgElement("g", { class: "state" }, [
    drawIcon(STEP_LOOK[view.status].icon, icon),
    words({ x: right, y, fill: paint(colour), "font-size": 11, "font-weight": 500, "text-anchor": "end" }, view.word),
  ]);
}

function foot(node: PlacedNode, view: NodeView, paint: Paint): SvgElement | null {
  if (view.foot === "" || node.height < 72) return null;
  const y = node.height - 26;
  const text = fitText(view.foot, node.width - 2 * INSET, 11.5);
  return svgElement("g", { class: "detail" }, [
    svgElement("path", { d: `M0 ${round(y)}h${node.width}`, stroke: paint("line") }),
    words({ x: INSET, y: node.height - 9, fill: paint("muted"), "font-size": 11, "font-family": MONO }, text),
  ]);
}

function progressBar(node: PlacedNode, view: NodeView, paint: Paint): SvgElement | null {
  if (view.progress === null) return null;
  const whole = node.width - 2 * INSET;
  const { done, count } = view.progress;
  const share = count === 0 ? 1 : Math.min(1, done / count);
  const bar = { x: INSET, y: 48, height: 3, rx: 1.5 };
  return svgElement("g", { class: "detail" }, [
    svgElement("rect", { ...bar, width: whole, fill: paint("raised") }),
    svgElement("rect", { ...bar, width: round(whole * share), fill: paint(STEP_LOOK[view.status].paint) }),
  ]);
}

function ports(node: PlacedNode, paint: Paint): (SvgElement | null)[] {
  const dot = (x: number, y: number): SvgElement =>
    svgElement("circle", {
      class: "port",
      cx: round(x - node.x),
      cy: round(y - node.y),
      r: 4.5,
      fill: paint("canvas"),
      stroke: paint("line-strong"),
      "stroke-width": 1.5,
    });
  const named = node.exits.length > 1 || node.exits.some(({ handle }) => handle !== "out");
  return [
    node.entry === null ? null : dot(node.entry.x, node.entry.y),
    ...node.exits.flatMap(({ handle, x, y }) => [
      dot(x, y),
      named && !node.room
        ? words(
            {
              x: x - node.x - 10,
              y: round(y - node.y + 4),
              fill: paint("dim"),
              "font-size": 11,
              "text-anchor": "end",
              class: "detail",
            },
            fitText(handle, node.width / 2, 11),
          )
        : null,
    ]),
  ];
}

function words(attributes: Readonly<Record<string, string | number>>, text: string): SvgElement {
  return svgElement("text", { "font-family": SANS, "font-size": 13, ...attributes }, [text]);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
