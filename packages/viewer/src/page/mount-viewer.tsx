/** @jsxImportSource preact */
import { render } from "preact";
import { DashboardPage } from "../dashboard/dashboard-page.tsx";
import type { SharedPage } from "../shared-page.ts";
import { RunModel } from "./run-model.ts";
import { TemplatePage } from "./template-page.tsx";
import { Viewer } from "./viewer.tsx";

export interface MountOptions {
  /** `auto` (without it): what the reader's system prefers. */
  readonly theme?: "auto" | "dark" | "light";
}

/**
 * Shows a run, a workflow or a dashboard in an element, which it fills. Its style sheet (`bundle/style.css`) is the host's to bring.
 * @returns what takes it away again.
 * @throws LogGapError where the log of the run has a gap.
 */
export function mountViewer(root: HTMLElement, page: SharedPage, { theme = "auto" }: MountOptions = {}): () => void {
  root.classList.add("orrery-viewer");
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  render(pageOf(page), root);
  return () => {
    render(null, root);
    root.classList.remove("orrery-viewer");
    delete root.dataset.theme;
  };
}

function pageOf(page: SharedPage) {
  if (!("kind" in page)) return <Viewer model={new RunModel(page)} />;
  return page.kind === "template" ? <TemplatePage template={page} /> : <DashboardPage dashboard={page} />;
}
