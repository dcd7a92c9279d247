import { fold, indexPlan, initialState, type RunStatus, runStatus } from "@orrery/engine";
import { drawSvg, escapeXml, type NodeViews, viewNodes } from "@orrery/viewer/draw";
import type { SharedDrawing, SharedRun } from "@orrery/viewer/shared-run";
import type { SharedTemplate } from "@orrery/viewer/shared-template";

const longestTitle = 52;

const statusWords: Readonly<Record<RunStatus, string>> = {
  queued: "Queued",
  running: "Running",
  waiting: "Waiting",
  paused: "Paused",
  cancelling: "Stopping",
  succeeded: "Done",
  failed: "Failed",
  cancelled: "Stopped",
};
const tones: Readonly<Record<RunStatus, string>> = {
  queued: "#878b92",
  running: "#48bff5",
  waiting: "#c89df9",
  paused: "#c89df9",
  cancelling: "#878b92",
  succeeded: "#52cd86",
  failed: "#fd7273",
  cancelled: "#878b92",
};

/** What stands for a link to a run elsewhere, 1200 × 630: its name, how it stands, and its drawing in those states. */
export function drawRunPicture(run: SharedRun): string {
  const state = initialState(indexPlan(run.plan));
  fold(state, run.events);
  const status = runStatus(state);
  return drawPicture({
    ...{ title: run.title || "A run", tone: tones[status], words: statusWords[status] },
    ...{ drawing: run.drawing, views: viewNodes(state, "hidden") },
  });
}

/** What stands for a link to a workflow elsewhere, 1200 × 630: its name and its drawing at rest. */
export function drawTemplatePicture({ title, drawing }: SharedTemplate): string {
  return drawPicture({ title: title || "A workflow", tone: "#e8b64c", words: "Workflow", drawing, views: {} });
}

interface Picture {
  readonly title: string;
  readonly tone: string;
  readonly words: string;
  readonly drawing: SharedDrawing;
  readonly views: NodeViews;
}

function drawPicture(picture: Picture): string {
  const signs = [...picture.title];
  const title = signs.length > longestTitle ? `${signs.slice(0, longestTitle - 1).join("")}…` : picture.title;
  const size = { width: 1104, height: 430 };
  const drawing = drawSvg(picture.drawing, picture.views, { theme: "dark", size });
  const words = 'font-family="Geist"';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630">
<rect width="1200" height="630" fill="#080a0f"/>
<text x="48" y="84" ${words} font-size="40" font-weight="600" fill="#ecedf1">${escapeXml(title)}</text>
<circle cx="58" cy="118" r="8" fill="${picture.tone}"/>
<text x="78" y="126" ${words} font-size="24" fill="#a4a8af">${picture.words} · Orrery</text>
<g transform="translate(48 160)">${drawing}</g>
</svg>`;
}
