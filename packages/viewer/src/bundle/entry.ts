import { DATA_ID, ROOT_ID } from "../export/page-ids.ts";
import { mountViewer } from "../page/mount-viewer.tsx";
import type { SharedRun } from "../shared-run.ts";

// What a page that has the bundle runs: it shows the run whose data stands in the page.
const root = document.getElementById(ROOT_ID);
const data = document.getElementById(DATA_ID)?.textContent;
if (root !== null && data != null) {
  const { theme } = root.dataset;
  mountViewer(root, readRun(data), theme === "dark" || theme === "light" ? { theme } : {});
}

/** Guarantee: the element was written by `dataElement`, from a `SharedRun`. */
function readRun(text: string): SharedRun {
  const run: unknown = JSON.parse(text);
  return run as SharedRun;
}
