import { DATA_ID, ROOT_ID } from "../export/page-ids.ts";
import { mountViewer } from "../page/mount-viewer.tsx";
import type { SharedPage } from "../shared-page.ts";

// What a page that has the bundle runs: it shows that whose data stands in the page.
const root = document.getElementById(ROOT_ID);
const data = document.getElementById(DATA_ID)?.textContent;
if (root !== null && data != null) {
  const { theme } = root.dataset;
  mountViewer(root, readPage(data), theme === "dark" || theme === "light" ? { theme } : {});
}

/** Guarantee: the element was written by `dataElement`, from a `SharedPage`. */
function readPage(text: string): SharedPage {
  const page: unknown = JSON.parse(text);
  return page as SharedPage;
}
