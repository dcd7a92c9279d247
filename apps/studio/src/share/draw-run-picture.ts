import { fold, indexPlan, initialState, type RunStatus, runStatus } from "@orrery/engine";
import { drawSvg, type NodeViews, viewNodes } from "@orrery/viewer/draw";
import type { SharedDrawing, SharedRun } from "@orrery/viewer/shared-run";
import type { SharedTemplate } from "@orrery/viewer/shared-template";
import { framePicture, type PictureHead } from "./frame-picture.ts";

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

interface Picture extends PictureHead {
  readonly drawing: SharedDrawing;
  readonly views: NodeViews;
}

function drawPicture({ drawing, views, ...head }: Picture): string {
  return framePicture(head, drawSvg(drawing, views, { theme: "dark", size: { width: 1104, height: 430 } }));
}
