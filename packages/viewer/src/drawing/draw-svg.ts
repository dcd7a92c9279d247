import { edgeState } from "../run/edge-state.ts";
import { type NodeViews, viewOf } from "../run/node-view.ts";
import type { SharedDrawing } from "../shared-run.ts";
import { drawEdge } from "./draw-edge.ts";
import { drawNode } from "./draw-node.ts";
import { layOut } from "./lay-out.ts";
import { PALETTE, type Paint, type Theme } from "./palette.ts";
import { svgElement, svgText } from "./svg-element.ts";

export interface DrawSvgOptions {
  /** Dark without it. */
  readonly theme?: Theme;
  /** Size of the picture in px; without it that of the drawing. The drawing keeps its proportions. */
  readonly size?: { readonly width: number; readonly height: number };
}

/**
 * A graph as an SVG file by itself: no style sheet, no script, colours as hex, all texts escaped. For thumbnails, pictures
 * of links and the gallery.
 * @param views what each node shows of a run (`viewNodes`); a node that is missing is drawn at rest.
 */
export function drawSvg(drawing: SharedDrawing, views: NodeViews = {}, options: DrawSvgOptions = {}): string {
  const colours = PALETTE[options.theme ?? "dark"];
  const paint: Paint = (token) => colours[token];
  const { nodes, edges, bounds } = layOut(drawing);
  const { x, y, width, height } = bounds;
  const rooms = nodes.filter((node) => node.room);
  const cards = nodes.filter((node) => !node.room);
  const draw = (node: (typeof nodes)[number]) =>
    drawNode({ node, view: viewOf(views, node.id), selected: false, paint });
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `${x} ${y} ${width} ${height}`,
    width: options.size?.width ?? width,
    height: options.size?.height ?? height,
    preserveAspectRatio: "xMidYMid meet",
  };
  return svgText(
    svgElement("svg", root, [
      svgElement("rect", { x, y, width, height, fill: colours.canvas }),
      ...rooms.map(draw),
      ...edges.map((edge) => drawEdge(edge, edgeState(views, edge), paint)),
      ...cards.map(draw),
    ]),
  );
}
