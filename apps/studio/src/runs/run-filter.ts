import { RUN_STATUSES, type RunStatus } from "@orrery/engine";
import type { RunOrigin } from "@orrery/services";

/** Which runs are shown, as the address says it. */
export interface RunFilter {
  readonly status?: RunStatus;
  readonly workflowId?: string;
  readonly origin?: RunOrigin;
  /** Words of inputs, outputs and errors. */
  readonly text?: string;
  /** Words are looked for in all runs, however long that takes. */
  readonly whole?: boolean;
  /** A step failed with this code, and one of this node did. */
  readonly errorCode?: string;
  readonly nodeId?: string;
  /** Begun in this last stretch of time; where it is there, `from` and `to` are not. */
  readonly within?: RunWithin;
  /** Begun at this time or later, and before that one; epoch ms. */
  readonly from?: number;
  readonly to?: number;
  /** The last run of the page before. */
  readonly cursor?: string;
}

export type RunWithin = (typeof RANGES)[number]["within"];

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const CODE = /^[A-Za-z0-9_-]{1,64}$/;
const NODE = /^[a-z][a-z0-9_]{0,63}$/;
const LATEST = Date.UTC(9999, 11, 31);
export const LONGEST_TEXT = 200;

const HOUR = 3_600_000;
/** The stretches of time up to now that can be chosen. */
export const RANGES = [
  { within: "1h", label: "Last hour", ms: HOUR },
  { within: "24h", label: "Last 24 hours", ms: 24 * HOUR },
  { within: "7d", label: "Last 7 days", ms: 7 * 24 * HOUR },
  { within: "30d", label: "Last 30 days", ms: 30 * 24 * HOUR },
] as const;

/** All that can start a run, in the words of the list. */
export const ORIGINS: readonly { readonly origin: RunOrigin; readonly word: string }[] = [
  { origin: "person", word: "By hand" },
  { origin: "command-line", word: "Command line" },
  { origin: "api-key", word: "API" },
  { origin: "webhook", word: "Webhook" },
  { origin: "schedule", word: "Schedule" },
  { origin: "run-finished", word: "After a run" },
  { origin: "chat", word: "Chat" },
  { origin: "run", word: "By a run" },
  { origin: "fork", word: "Fork" },
];

/** Reads the filter from an address; what does not fit is passed over. */
export function readRunFilter(params: SearchParams): RunFilter {
  const status = RUN_STATUSES.find((one) => one === params.status);
  const origin = ORIGINS.find((one) => one.origin === params.origin)?.origin;
  const { workflow, after } = params;
  const text = typeof params.q === "string" ? params.q.trim().slice(0, LONGEST_TEXT) : "";
  const within = RANGES.find((one) => one.within === params.within)?.within;
  const [from, to] = within ? [] : [readTime(params.from), readTime(params.to)];
  return {
    ...(status && { status }),
    ...(typeof workflow === "string" && UUID.test(workflow) && { workflowId: workflow }),
    ...(origin && { origin }),
    ...(text !== "" && { text }),
    ...(text !== "" && params.whole === "yes" && { whole: true }),
    ...(typeof params.error === "string" && CODE.test(params.error) && { errorCode: params.error }),
    ...(typeof params.node === "string" && NODE.test(params.node) && { nodeId: params.node }),
    ...(within && { within }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(typeof after === "string" && UUID.test(after) && { cursor: after }),
  };
}

/** The address that shows these runs. */
export function runFilterAddress(filter: RunFilter): string {
  const query = new URLSearchParams({
    ...(filter.status && { status: filter.status }),
    ...(filter.workflowId && { workflow: filter.workflowId }),
    ...(filter.origin && { origin: filter.origin }),
    ...(filter.text && { q: filter.text }),
    ...(filter.text && filter.whole && { whole: "yes" }),
    ...(filter.errorCode && { error: filter.errorCode }),
    ...(filter.nodeId && { node: filter.nodeId }),
    ...(filter.within && { within: filter.within }),
    ...(filter.from !== undefined && { from: new Date(filter.from).toISOString() }),
    ...(filter.to !== undefined && { to: new Date(filter.to).toISOString() }),
    ...(filter.cursor && { after: filter.cursor }),
  });
  const text = query.toString();
  return text === "" ? "/runs" : `/runs?${text}`;
}

/** The filter as the list is asked, at the time `now` (epoch ms). */
export function runQuestion({ within, ...question }: RunFilter, now: number): Omit<RunFilter, "within"> {
  const range = RANGES.find((one) => one.within === within);
  return range ? { ...question, from: now - range.ms } : question;
}

/** The times of a filter in words; null where it has none, or a stretch up to now. */
export function ownTimes({ from, to }: RunFilter): string | null {
  if (from !== undefined && to !== undefined) return `${minute(from)} to ${minute(to)} UTC`;
  if (from !== undefined) return `Since ${minute(from)} UTC`;
  return to === undefined ? null : `Before ${minute(to)} UTC`;
}

function minute(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}

function readTime(text: string | string[] | undefined): number | undefined {
  if (typeof text !== "string") return undefined;
  const at = Date.parse(text);
  return at >= 0 && at <= LATEST ? at : undefined;
}
