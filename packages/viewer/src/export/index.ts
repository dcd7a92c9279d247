export { dataElement } from "./data-element.ts";
export type { ViewerParts } from "./export-html.ts";
export { exportHtml, sourceHash } from "./export-html.ts";
export { DATA_ID, ROOT_ID } from "./page-ids.ts";
