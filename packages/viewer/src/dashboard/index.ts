export { formatCount, formatDuration } from "../run/format-figures.ts";
export { type Bar, type Chart, chartBars } from "./chart-shape.ts";
export { dashboardCharts, formatShare } from "./dashboard-charts.ts";
export { dashboardTitle, RANGE_WORDS } from "./dashboard-words.ts";
