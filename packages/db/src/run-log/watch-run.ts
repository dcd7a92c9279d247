import { type RunEvent, STATE_VERSION, type StepDelta, type ValuePreview, type WatchItem } from "@orrery/engine";
import type { Json, JsonObject } from "@orrery/plan";
import type { Bus, EventLog } from "@orrery/ports";
import type { Pool } from "pg";
import type { Archives } from "../retention/archives.ts";

const pollMs = 1_000;
const page = 1_000;
/** With a snapshot only the newest previews are sent; a viewer asks for older ones by value. */
const previewsWithSnapshot = 500;

/** What watching needs of a process. */
export interface WatchSources {
  readonly log: EventLog;
  readonly bus: Bus;
  readonly pool: Pool;
  readonly archives: Archives;
}

/**
 * Everything that happens in a run after `afterSeq`, in order, none twice: with 0, a snapshot first where there is one,
 * then every later event. Goes on after the run's end until `signal` aborts; live text is left out when it is lost.
 * A wake-up or a poll once a second only says when to look: what is read is always the log after the last number.
 */
export async function* watchRun(
  sources: WatchSources,
  runId: string,
  afterSeq: number,
  signal: AbortSignal,
): AsyncGenerator<WatchItem> {
  const { log, bus, pool, archives } = sources;
  const deltas: StepDelta[] = [];
  let isStirred = true;
  let wake = (): void => undefined;
  const stir = (): void => {
    isStirred = true;
    wake();
  };
  const undo = [
    bus.subscribe("run", (id) => {
      if (id === runId) stir();
    }),
    bus.onReconnect(stir),
    bus.subscribeDelta(runId, (delta) => {
      deltas.push(delta);
      wake();
    }),
  ];
  const onAbort = (): void => wake();
  signal.addEventListener("abort", onAbort);

  let seq = afterSeq;
  try {
    if (seq === 0) {
      const snapshot = await log.latestSnapshot(runId, STATE_VERSION);
      if (snapshot !== null && isJsonObject(snapshot.state)) {
        seq = snapshot.seq;
        yield { kind: "snapshot", seq, state: snapshot.state };
        const previews = await newestPreviews(pool, runId);
        if (previews.length > 0) yield { kind: "previews", previews };
      }
    }
    while (!signal.aborted) {
      if (isStirred) {
        isStirred = false;
        const events = await log.read(runId, seq, page);
        const last = events.at(-1);
        if (last !== undefined) {
          seq = last.seq;
          if (events.length === page) isStirred = true;
          yield { kind: "events", events };
          const previews = await previewsOf({ pool, archives }, runId, valueIdsIn(events));
          if (previews.length > 0) yield { kind: "previews", previews };
        }
        continue;
      }
      const delta = deltas.shift();
      if (delta !== undefined) {
        yield { kind: "delta", delta };
        continue;
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          isStirred = true;
          resolve();
        }, pollMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        // What came while the last item was being consumed must not wait for the poll.
        if (isStirred || deltas.length > 0 || signal.aborted) wake();
      });
      wake = () => undefined;
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    for (const end of undo) end();
  }
}

/** Ids of all values that events name. */
function valueIdsIn(events: readonly RunEvent[]): string[] {
  const ids = new Set<string>();
  for (const event of events) {
    for (const member of Object.values(event)) collectRef(member, ids);
  }
  return [...ids];
}

/** A `ValueRef` stands directly in an event, or as `value` of its error. */
function collectRef(member: unknown, ids: Set<string>): void {
  if (typeof member !== "object" || member === null) return;
  if ("id" in member && "bytes" in member && typeof member.id === "string") ids.add(member.id);
  if ("value" in member) collectRef(member.value, ids);
}

async function previewsOf(
  { pool, archives }: Pick<WatchSources, "pool" | "archives">,
  runId: string,
  ids: readonly string[],
): Promise<readonly ValuePreview[]> {
  if (ids.length === 0) return [];
  const found = await pool.query<PreviewRow>({
    name: "previews-of",
    text: "SELECT id, kind, bytes, preview FROM run_value WHERE run_id = $1::uuid AND id = ANY($2::uuid[])",
    values: [runId, ids],
  });
  const previews = found.rows.map(toPreview);
  if (previews.length === new Set(ids).size) return previews;
  const known = new Set(previews.map(({ valueId }) => valueId));
  const archived = await archives.values(
    runId,
    ids.filter((id) => !known.has(id)),
  );
  for (const { id, valueKind, bytes, preview } of archived.values()) {
    previews.push({ valueId: id, kind: valueKind, bytes, preview });
  }
  return previews;
}

/** What the newest values of a run look like, at most 500. */
export async function newestPreviews(pool: Pool, runId: string): Promise<readonly ValuePreview[]> {
  const found = await pool.query<PreviewRow>({
    name: "newest-previews",
    text: `SELECT id, kind, bytes, preview FROM run_value WHERE run_id = $1::uuid ORDER BY id DESC LIMIT ${previewsWithSnapshot}`,
    values: [runId],
  });
  return found.rows.map(toPreview);
}

interface PreviewRow {
  readonly id: string;
  readonly kind: string;
  readonly bytes: number;
  readonly preview: string;
}

function toPreview({ id, kind, bytes, preview }: PreviewRow): ValuePreview {
  return { valueId: id, kind, bytes, preview };
}

function isJsonObject(json: Json): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
