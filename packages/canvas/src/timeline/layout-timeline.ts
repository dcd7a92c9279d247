import { containerOf, type RunEvent, type StepRecord, type StepStatus } from "@orrery/engine";
import { type StepSpan, stepSpans } from "./step-spans.ts";

/** One step of a run on its line. */
export interface TimelineRow {
  readonly key: string;
  readonly nodeId: string;
  readonly label: string;
  readonly depth: number;
  readonly status: StepStatus;
  readonly attempts: number;
  readonly spans: readonly StepSpan[];
  /** How many steps lie directly in it. */
  readonly inside: number;
  readonly isFolded: boolean;
}

/** Which rows are wanted; what they lie in is shown with them. */
export interface TimelineFilter {
  /** Part of a label or a step key; any case. */
  readonly text: string;
  readonly state: "all" | "active" | "waiting" | "failed" | "done";
}

/** What a line shows of a step. */
export type TimelineStep = Readonly<
  Pick<StepRecord, "key" | "nodeId" | "scopeKey" | "startedAt" | "endedAt" | "status" | "attempt" | "sub" | "model">
>;

export interface LayoutTimelineOptions {
  readonly steps: Iterable<TimelineStep>;
  readonly events: readonly RunEvent[];
  readonly titleOf: (nodeId: string) => string;
  /** Who speaks in a sub-step, where that is known: told instead of the model. */
  readonly speakerOf?: (step: TimelineStep) => string | null;
  /** Keys of steps whose inside is not shown. */
  readonly folded: ReadonlySet<string>;
  readonly filter: TimelineFilter;
}

export interface TimelineLayout {
  readonly rows: readonly TimelineRow[];
  /** How many rows there would be without a filter and with nothing folded. */
  readonly all: number;
  /** When a step worked that has no steps of its own, ended or not: what is not idle. */
  readonly busy: readonly { readonly from: number; readonly to: number | null }[];
}

interface Draft {
  readonly record: TimelineStep;
  readonly spans: readonly StepSpan[];
  readonly parentKey: string | null;
  readonly index: number;
  readonly from: number;
  readonly inside: Draft[];
}

/**
 * The steps of a run as lines of a waterfall: steps of a container, turns and calls of an agent stand below what they lie
 * in, iterations in their order, the others in the order in which they began. Steps that never began have no line.
 */
export function layoutTimeline(options: LayoutTimelineOptions): TimelineLayout {
  const spans = stepSpans(options.events);
  const drafts = new Map<string, Draft>();
  for (const record of options.steps) {
    const found = spans.get(record.key) ?? spansOf(record);
    if (found.length === 0) continue;
    const around = record.sub === null ? containerOf(record.scopeKey) : null;
    drafts.set(record.key, {
      record,
      spans: found,
      parentKey: record.sub?.parentKey ?? around?.containerKey ?? null,
      index: around?.index ?? -1,
      from: found[0]?.from ?? 0,
      inside: [],
    });
  }
  const roots: Draft[] = [];
  for (const draft of drafts.values()) {
    const parent = draft.parentKey === null ? undefined : drafts.get(draft.parentKey);
    (parent?.inside ?? roots).push(draft);
  }
  const busy = [...drafts.values()]
    .filter(({ inside }) => inside.length === 0)
    .flatMap((draft) => draft.spans.filter(({ kind }) => kind === "work"));
  return { rows: flatten(roots, drafts, options), all: drafts.size, busy };
}

/** Of a step whose events are not here: what its record says. */
function spansOf({ startedAt, endedAt, attempt, status }: TimelineStep): readonly StepSpan[] {
  if (startedAt === null) return [];
  const kind = status === "waiting" ? "wait" : "work";
  return [{ kind, attempt, from: startedAt, to: endedAt, ...(status === "failed" && { end: "failed" }) }];
}

function flatten(
  roots: readonly Draft[],
  drafts: ReadonlyMap<string, Draft>,
  { titleOf, speakerOf, folded, filter }: LayoutTimelineOptions,
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  const kept = filter.text === "" && filter.state === "all" ? null : wanted(drafts, { titleOf, speakerOf }, filter);
  const visit = (siblings: readonly Draft[], depth: number) => {
    for (const draft of siblings.toSorted((one, other) => one.index - other.index || one.from - other.from)) {
      const { record, spans, inside } = draft;
      if (kept && !kept.has(record.key)) continue;
      // What is looked for is shown, folded or not.
      const isFolded = kept === null && inside.length > 0 && folded.has(record.key);
      rows.push({
        key: record.key,
        nodeId: record.nodeId,
        label: labelOf(draft, { titleOf, speakerOf }),
        depth,
        status: record.status,
        attempts: record.attempt,
        spans,
        inside: inside.length,
        isFolded,
      });
      if (!isFolded) visit(inside, depth + 1);
    }
  };
  visit(roots, 0);
  return rows;
}

function wanted(
  drafts: ReadonlyMap<string, Draft>,
  words: Words,
  { text, state }: TimelineFilter,
): ReadonlySet<string> {
  const part = text.trim().toLowerCase();
  const kept = new Set<string>();
  for (const draft of drafts.values()) {
    const { key, status } = draft.record;
    if (state !== "all" && stateOf(status) !== state) continue;
    if (!key.includes(part) && !labelOf(draft, words).toLowerCase().includes(part)) continue;
    for (let one: Draft | undefined = draft; one && !kept.has(one.record.key); ) {
      kept.add(one.record.key);
      one = one.parentKey === null ? undefined : drafts.get(one.parentKey);
    }
  }
  return kept;
}

function stateOf(status: StepStatus): TimelineFilter["state"] | null {
  if (status === "running" || status === "retrying") return "active";
  if (status === "waiting" || status === "uncertain") return "waiting";
  if (status === "failed") return "failed";
  return status === "succeeded" ? "done" : null;
}

interface Words {
  readonly titleOf: LayoutTimelineOptions["titleOf"];
  readonly speakerOf: LayoutTimelineOptions["speakerOf"] | undefined;
}

function labelOf({ record, index }: Draft, { titleOf, speakerOf }: Words): string {
  const { sub, nodeId, key, model } = record;
  if (sub !== null && sub.kind !== "tool") {
    const by = speakerOf?.(record) ?? model;
    const name = key.slice(sub.parentKey.length + 1).replaceAll(/[.#]/g, " ");
    return `${name.charAt(0).toUpperCase()}${name.slice(1)}${by === null ? "" : ` · ${by}`}`;
  }
  return index < 0 ? titleOf(nodeId) : `[${index}] ${titleOf(nodeId)}`;
}
