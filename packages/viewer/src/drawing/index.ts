export type { NodeView, NodeViews } from "../run/node-view.ts";
export { viewNodes } from "../run/node-view.ts";
export type { DrawSvgOptions } from "./draw-svg.ts";
export { drawSvg } from "./draw-svg.ts";
export { PALETTE } from "./palette.ts";
export { escapeXml } from "./svg-element.ts";
