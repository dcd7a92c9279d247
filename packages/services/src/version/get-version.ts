import type { Graph } from "@orrery/graph";
import type { Plan } from "@orrery/plan";
import { requirePermission } from "../actor.ts";
import { storedPlan } from "../run/stored-plan.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { storedGraph } from "../workflow/read-draft.ts";

/** One published version with its drawing and its plan. Throws `NOT_FOUND`. */
export async function getVersion({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly number: number };
}): Promise<{ readonly number: number; readonly graph: Graph; readonly plan: Plan }> {
  const actor = requirePermission(ctx.actor, "workflow.read");
  const { db } = ctx.services;
  const { workspaceId } = actor;
  const row = await db.workflowVersion.findFirst({
    where: { workflowId: input.id, number: input.number, workspaceId },
  });
  if (row === null) throw new ServiceError("NOT_FOUND", "VERSION", "There is no such version.");
  const [plan, drawing] = await Promise.all([
    db.plan.findUniqueOrThrow({ where: { workspaceId_hash: { workspaceId, hash: row.planHash } } }),
    db.drawing.findUniqueOrThrow({ where: { workspaceId_hash: { workspaceId, hash: row.drawingHash } } }),
  ]);
  return { number: row.number, graph: storedGraph(drawing.graph), plan: storedPlan(plan.plan) };
}
