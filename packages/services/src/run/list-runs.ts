import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { findRunIds, type RunQuestion } from "./find-run-ids.ts";
import { heldUp } from "./held-up.ts";
import { type OpenWaits, readOpenWaits } from "./read-open-waits.ts";
import { originOf, type RunOrigin, readTriggerKinds } from "./run-origin.ts";

export interface RunRow {
  readonly id: string;
  readonly workflowId: string | null;
  readonly name: string;
  readonly status: string;
  readonly waits: number;
  /** What a waiting run waits for; null where it does not wait, or a list could not say. */
  readonly openWaits: OpenWaits | null;
  readonly errorCode: string | null;
  /** Why it does not go on although it could, in words; null where nothing holds it up. */
  readonly heldUp: string | null;
  readonly outputValueId: string | null;
  /** The published version it executes; null: the draft as it stood. */
  readonly version: number | null;
  readonly startedBy: string;
  /** What started it, as people tell it apart. */
  readonly origin: RunOrigin;
  /** The run and the step that wait for this one. */
  readonly parent: { readonly runId: string; readonly stepKey: string } | null;
  /** The run, and the place in its log, that this one was forked from. */
  readonly forkOf: { readonly runId: string; readonly seq: number } | null;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

export interface ListRunsInput extends RunQuestion {
  /** 1 to 100. */
  readonly limit?: number;
}

export interface RunPage {
  readonly runs: readonly RunRow[];
  /** The cursor of the following page; null where there is none. */
  readonly next: string | null;
  /** Where words were looked for among the newest runs only: how many, and since when (epoch ms); null where in all. */
  readonly searched: { readonly runs: number; readonly since: number } | null;
}

/** The workspace's runs, newest first, a page at a time. */
export async function listRuns({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: ListRunsInput;
}): Promise<RunPage> {
  const actor = requirePermission(ctx.actor, "run.read");
  const limit = input.limit ?? 50;
  const { limit: _, ...question } = input;
  const { ids, searched } = await findRunIds(ctx.services.pool, actor.workspaceId, { question, limit: limit + 1 });
  const shown = ids.slice(0, limit);
  const page = await ctx.services.db.run.findMany({
    where: { workspaceId: actor.workspaceId, id: { in: [...shown] } },
    // UUIDv7 sorts by time.
    orderBy: { id: "desc" },
  });
  const { pool } = ctx.services;
  const [open, kinds] = await Promise.all([readOpenWaits(pool, page), readTriggerKinds(pool, page)]);
  const runs = page.map((row) => ({ ...runRow(row, kinds), openWaits: open.get(row.id) ?? null }));
  return {
    runs,
    next: ids.length > limit ? (shown.at(-1) ?? null) : null,
    searched: searched && { runs: searched.runs, since: timeOfId(searched.backTo) },
  };
}

/** When an id was made (UUIDv7), epoch ms. */
function timeOfId(id: string): number {
  return Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
}

type RunRecord = Parameters<typeof heldUp>[0] &
  Parameters<typeof originOf>[0] & {
    readonly id: string;
    readonly workflowId: string | null;
    readonly name: string;
    readonly status: string;
    readonly waits: number;
    readonly errorCode: string | null;
    readonly outputValueId: string | null;
    readonly version: number | null;
    readonly parentStepKey: string | null;
    readonly forkOfSeq: number | null;
    readonly createdAt: Date;
    readonly startedAt: Date | null;
  };

/** The row of a run as callers see it. `kinds`: of the triggers, see `readTriggerKinds`. */
export function runRow(row: RunRecord, kinds: ReadonlyMap<string, string>): RunRow {
  return {
    id: row.id,
    workflowId: row.workflowId,
    name: row.name,
    status: row.status,
    waits: row.waits,
    openWaits: null,
    errorCode: row.errorCode,
    heldUp: heldUp(row),
    outputValueId: row.outputValueId,
    version: row.version,
    startedBy: row.startedBy,
    origin: originOf(row, kinds),
    parent: row.parentRunId === null ? null : { runId: row.parentRunId, stepKey: row.parentStepKey ?? "" },
    forkOf: row.forkOfRun === null ? null : { runId: row.forkOfRun, seq: row.forkOfSeq ?? 0 },
    createdAt: row.createdAt.getTime(),
    startedAt: row.startedAt?.getTime() ?? null,
    endedAt: row.endedAt?.getTime() ?? null,
  };
}
