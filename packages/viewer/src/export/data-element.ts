import type { SharedPage } from "../shared-page.ts";
import { DATA_ID } from "./page-ids.ts";

/**
 * What is shown as an element of an HTML page, which the viewer's bundle reads. Nothing in it can end the element or begin a
 * comment in it: `<`, `>`, `&` and the line separators of Unicode are written as escapes, which JSON reads back.
 */
export function dataElement(page: SharedPage): string {
  return `<script type="application/json" id="${DATA_ID}">${escapeJson(JSON.stringify(page))}</script>`;
}

function escapeJson(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
