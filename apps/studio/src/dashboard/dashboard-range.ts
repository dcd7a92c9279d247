import type { DashboardQuestion } from "@orrery/services";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LATEST = Date.UTC(9999, 11, 31);

/** The ranges that can be chosen, up to the hour that is under way. */
export const SPANS = [
  { span: "24h", label: "24 hours", ms: 24 * HOUR },
  { span: "7d", label: "7 days", ms: 7 * 24 * HOUR },
  { span: "30d", label: "30 days", ms: 30 * 24 * HOUR },
  { span: "90d", label: "90 days", ms: 90 * 24 * HOUR },
] as const;
export type Span = (typeof SPANS)[number]["span"];

/** What the address of a dashboard says. */
export interface DashboardView {
  readonly workflowId?: string;
  readonly range: Span | { readonly from: number; readonly to: number };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads an address; what does not fit is passed over, and the last seven days are shown. */
export function readDashboardView(params: Readonly<Record<string, string | string[] | undefined>>): DashboardView {
  const { workflow } = params;
  const [from, to] = [readTime(params.from, 0), readTime(params.to, DAY)];
  const span = SPANS.find((one) => one.span === params.range)?.span ?? "7d";
  return {
    ...(typeof workflow === "string" && UUID.test(workflow) && { workflowId: workflow }),
    range: from !== undefined && to !== undefined && from < to ? { from, to } : span,
  };
}

/** The address that shows this. */
export function dashboardAddress({ workflowId, range }: DashboardView): string {
  const query = new URLSearchParams({
    ...(workflowId !== undefined && { workflow: workflowId }),
    ...(typeof range === "string" ? { range } : { from: iso(range.from), to: iso(range.to) }),
  });
  return `/dashboard?${query}`;
}

/** The range as it is asked at the time `now` (epoch ms). Whole hours, so that it stays the same for an hour. */
export function dashboardQuestion({ workflowId, range }: DashboardView, now: number): DashboardQuestion {
  const workflow = workflowId === undefined ? {} : { workflowId };
  if (typeof range !== "string") return { ...workflow, ...range };
  const to = Math.floor(now / HOUR) * HOUR + HOUR;
  return { ...workflow, from: to - (SPANS.find(({ span }) => span === range)?.ms ?? HOUR), to };
}

/** A day stands for its beginning, or where `dayMs` is its length, for its end. */
function readTime(text: string | string[] | undefined, dayMs: number): number | undefined {
  if (typeof text !== "string") return undefined;
  const at = Date.parse(text) + (/^\d{4}-\d\d-\d\d$/.test(text) ? dayMs : 0);
  return at >= 0 && at <= LATEST ? at : undefined;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
