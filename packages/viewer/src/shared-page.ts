import type { SharedDashboard } from "./shared-dashboard.ts";
import type { SharedRun } from "./shared-run.ts";
import type { SharedTemplate } from "./shared-template.ts";

/** What one page of the viewer shows. */
export type SharedPage = SharedRun | SharedTemplate | SharedDashboard;
