import { fold, indexPlan, initialState, runStatus } from "@orrery/engine";
import { drawSvg, escapeXml, viewNodes } from "@orrery/viewer/draw";
import type { SharedRun } from "@orrery/viewer/shared-run";

const longestTitle = 44;

/** What stands for a link to a run elsewhere, 1200 × 630: its name, how it stands, and its drawing in those states. */
export function drawRunPicture(run: SharedRun): string {
  const state = initialState(indexPlan(run.plan));
  fold(state, run.events);
  const signs = [...(run.title || "A run")];
  const title = signs.length > longestTitle ? `${signs.slice(0, longestTitle - 1).join("")}…` : signs.join("");
  const size = { width: 1104, height: 430 };
  const drawing = drawSvg(run.drawing, viewNodes(state, "hidden"), { theme: "dark", size });
  const words = 'font-family="Geist"';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">
<rect width="1200" height="630" fill="#0b0e14"/>
<text x="48" y="84" ${words} font-size="40" font-weight="600" fill="#ecedf1">${escapeXml(title)}</text>
<text x="48" y="126" ${words} font-size="24" fill="#9da1ab">${runStatus(state)} · Orrery</text>
<g transform="translate(48 160)">${drawing}</g>
</svg>`;
}
