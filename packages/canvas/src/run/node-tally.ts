import type { StepRecord } from "@orrery/engine";

/** What all steps of one node come to. Grows with each record seen, so that a large map costs nothing to show. */
export class NodeTally {
  inputTokens = 0;
  outputTokens = 0;
  usd = 0;
  hasUsage = false;
  model: string | null = null;
  /** Epoch ms. */
  firstStart: number | null = null;
  lastEnd: number | null = null;
  /** Time spent in ended steps, ms. */
  busyMs = 0;
  /** Ended steps that needed more than one attempt. */
  retried = 0;
  /** Ended steps whose outcome was kept and not worked out here: they cost nothing. */
  kept = 0;
  /** How often each handle let a result pass. */
  readonly handles = new Map<string, number>();
  /** The step seen last: what a card of a repeated node shows. */
  lastKey: string | null = null;
  /** The step that ended last with a result. */
  lastDoneKey: string | null = null;
  lastFailedKey: string | null = null;
  readonly #ended = new Set<string>();

  /** Takes in a record; the same end is counted once. */
  see(record: StepRecord): void {
    if (record.sub !== null && record.sub.kind !== "tool") {
      // Part of a step that is counted: only what it cost is its own.
      if (record.endedAt === null || this.#ended.has(record.key)) return;
      this.#ended.add(record.key);
      this.#countUsage(record);
      return;
    }
    this.lastKey = record.key;
    if (record.startedAt !== null && (this.firstStart === null || record.startedAt < this.firstStart)) {
      this.firstStart = record.startedAt;
    }
    if (record.status === "succeeded") this.lastDoneKey = record.key;
    if (record.status === "failed") this.lastFailedKey = record.key;
    if (record.endedAt === null || this.#ended.has(record.key)) return;
    this.#ended.add(record.key);
    if (this.lastEnd === null || record.endedAt > this.lastEnd) this.lastEnd = record.endedAt;
    if (record.attempt > 1) this.retried += 1;
    if (record.startedAt !== null) this.busyMs += record.endedAt - record.startedAt;
    this.#countUsage(record);
    const handle = passedHandle(record);
    if (handle !== null) this.handles.set(handle, (this.handles.get(handle) ?? 0) + 1);
  }

  #countUsage(record: StepRecord): void {
    if (record.model !== null) this.model = record.model;
    if (isKept(record)) this.kept += 1;
    if (record.usage === null || isKept(record)) return;
    this.hasUsage = true;
    this.inputTokens += record.usage.inputTokens;
    this.outputTokens += record.usage.outputTokens;
    this.usd += record.usage.usd;
  }
}

/** Whether a step has its outcome without having worked it out in this run. */
export function isKept({ reused, cached }: StepRecord): boolean {
  return reused !== null || cached !== null;
}

/** The handle a step let its result out by; null where nothing passed. */
export function passedHandle(record: StepRecord): string | null {
  if (record.status === "succeeded") return record.handle ?? "out";
  if (record.status !== "failed") return null;
  if (record.handled === "branch") return "error";
  return record.handled === "continue" ? "out" : null;
}
