/** @jsxImportSource preact */
import { render } from "preact";
import type { SharedPage } from "../shared-page.ts";
import { RunModel } from "./run-model.ts";
import { TemplatePage } from "./template-page.tsx";
import { Viewer } from "./viewer.tsx";

export interface MountOptions {
  /** `auto` (without it): what the reader's system prefers. */
  readonly theme?: "auto" | "dark" | "light";
}

/**
 * Shows a run or a workflow in an element, which it fills. Its style sheet (`viewer.css`) is the host's to bring.
 * @returns what takes it away again.
 * @throws LogGapError where the log of the run has a gap.
 */
export function mountViewer(root: HTMLElement, page: SharedPage, { theme = "auto" }: MountOptions = {}): () => void {
  root.classList.add("orrery-viewer");
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  render("kind" in page ? <TemplatePage template={page} /> : <Viewer model={new RunModel(page)} />, root);
  return () => {
    render(null, root);
    root.classList.remove("orrery-viewer");
    delete root.dataset.theme;
  };
}
