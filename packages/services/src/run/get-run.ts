import type { RunKeeping } from "@orrery/db";
import type { Graph } from "@orrery/graph";
import type { Plan } from "@orrery/plan";
import type { ServiceContext } from "../service-context.ts";
import { storedGraph } from "../workflow/read-draft.ts";
import { findRun } from "./find-run.ts";
import { type RunRow, runRow } from "./list-runs.ts";
import { readTriggerKinds } from "./run-origin.ts";
import { storedPlan } from "./stored-plan.ts";

export interface OpenedRun {
  readonly run: RunRow;
  readonly plan: Plan;
  readonly graph: Graph;
  readonly archive: RunKeeping | null;
  /** The number of the last event of its log. */
  readonly lastSeq: number;
}

/**
 * A run with the plan it executes, the drawing it shows, and where its log went when it is no longer in the database. Its
 * state comes from watching it. Throws `NOT_FOUND`.
 */
export async function getRun({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<OpenedRun> {
  const { actor, row } = await findRun(ctx, "run.read", input.id);
  const { db, pool, archives } = ctx.services;
  const [plan, drawing, archive, kinds] = await Promise.all([
    db.plan.findUniqueOrThrow({ where: { workspaceId_hash: { workspaceId: actor.workspaceId, hash: row.planHash } } }),
    db.drawing.findUniqueOrThrow({
      where: { workspaceId_hash: { workspaceId: actor.workspaceId, hash: row.drawingHash } },
    }),
    archives.find(row.id),
    readTriggerKinds(pool, [row]),
  ]);
  return {
    ...{ run: runRow(row, kinds), plan: storedPlan(plan.plan), graph: storedGraph(drawing.graph), archive },
    lastSeq: row.lastSeq,
  };
}
