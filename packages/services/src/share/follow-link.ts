import type { RunEvent } from "@orrery/engine";
import type { SharedRun, SharedStepValues, StreamMessage } from "@orrery/viewer/shared-run";
import { wakeups } from "../live/wakeups.ts";
import { storedPlan } from "../run/stored-plan.ts";
import type { Services } from "../service-context.ts";
import { isStillOpen, type OpenRunLink } from "./find-share-link.ts";
import { endsLog, readLog } from "./load-shared-run.ts";
import { loadValues } from "./load-values.ts";
import { projectEvent } from "./project-event.ts";
import { readSharedValues } from "./shared-values.ts";

const pollMs = 1_000;
/** A link that was closed or has run out ends its streams within this and a poll. */
const checkMs = 2_000;

type End = "gone" | "ended" | "failed";

/** The log of a link's run, projected once and kept while somebody looks. */
export interface FollowedLink {
  stand(): { readonly seq: number; readonly end: End | null };
  /** The JSON of what came after a seq. */
  messageAfter(seq: number): string;
  /** Resolves at the next change of `stand`, or when the signal aborts. */
  change(signal: AbortSignal): Promise<void>;
  stop(): void;
}

/** Begins to follow; it goes on until the run ends, the link is closed, something fails, or `stop`. */
export function followLink(services: Services, link: OpenRunLink): FollowedLink {
  const stopping = new AbortController();
  const events: RunEvent[] = [];
  const values: { readonly seq: number; readonly values: SharedRun["values"] }[] = [];
  const waiting = new Set<() => void>();
  let end: End | null = null;
  let last: { readonly after: number; readonly seq: number; readonly end: End | null; readonly json: string } | null =
    null;
  const seqNow = (): number => events.at(-1)?.seq ?? 0;
  const tell = (): void => {
    for (const wake of [...waiting]) wake();
  };

  const follow = async (): Promise<End | null> => {
    const plan = await services.db.run.findUniqueOrThrow({ where: { id: link.runId } }).then(({ planHash }) =>
      services.db.plan.findUniqueOrThrow({
        where: { workspaceId_hash: { workspaceId: link.workspaceId, hash: planHash } },
      }),
    );
    const read = readSharedValues(storedPlan(plan.plan), link.projection);
    let checkedAt = Number.NEGATIVE_INFINITY;
    const watch = { channel: "run", id: link.runId, pollMs, signal: stopping.signal } as const;
    for await (const _ of wakeups(services.bus, watch)) {
      if (performance.now() - checkedAt >= checkMs) {
        if (!(await isStillOpen(services, link.id))) return "gone";
        checkedAt = performance.now();
      }
      const found = await readLog(services, link.runId, seqNow());
      if (found.length === 0) continue;
      const shown = await loadValues(services, link.runId, read(found));
      events.push(...found.map((event) => projectEvent(event, link.projection.usage)));
      if (Object.keys(shown).length > 0) values.push({ seq: seqNow(), values: shown });
      if (endsLog(found.at(-1))) return "ended";
      tell();
    }
    return null;
  };
  follow()
    .catch((): End => "failed")
    .then((how) => {
      end = how;
      tell();
    });

  return {
    stand: () => ({ seq: seqNow(), end }),
    messageAfter(after) {
      const seq = seqNow();
      if (last?.after === after && last.seq === seq && last.end === end) return last.json;
      const message: StreamMessage = {
        events: events.slice(events.findLastIndex((event) => event.seq <= after) + 1),
        values: mergeValues(values.filter((one) => one.seq > after).map((one) => one.values)),
        ...(end === "ended" && { ended: true }),
      };
      last = { after, seq, end, json: JSON.stringify(message) };
      return last.json;
    },
    change: (signal) =>
      new Promise((resolve) => {
        const wake = (): void => {
          waiting.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        if (signal.aborted || end !== null) resolve();
        else {
          waiting.add(wake);
          signal.addEventListener("abort", wake);
        }
      }),
    stop: () => stopping.abort(),
  };
}

/** What is told later of a step is put to what was told before. */
function mergeValues(pieces: readonly SharedRun["values"][]): SharedRun["values"] {
  const merged: Record<string, SharedStepValues> = {};
  for (const piece of pieces) {
    for (const [stepKey, values] of Object.entries(piece)) merged[stepKey] = { ...merged[stepKey], ...values };
  }
  return merged;
}
