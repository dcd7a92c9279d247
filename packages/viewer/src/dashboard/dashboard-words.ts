import type { SharedDashboard, SharedRange } from "../shared-dashboard.ts";

/** What a dashboard is called on its page and where its link is shown. */
export function dashboardTitle({ title, about, names }: Pick<SharedDashboard, "title" | "about" | "names">): string {
  if (about === "workspace") return "All workflows";
  if (names === "hidden") return "A workflow";
  return title.trim() || "A workflow";
}

export const RANGE_WORDS: Readonly<Record<SharedRange, string>> = {
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
};
