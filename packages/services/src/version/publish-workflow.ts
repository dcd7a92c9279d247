import { actorName, requirePermission } from "../actor.ts";
import { compileForRun } from "../run/start-run.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { keepTriggers } from "../trigger/keep-triggers.ts";
import { inputJson } from "../workflow/input-json.ts";
import { readDraft } from "../workflow/read-draft.ts";
import { writeAudit } from "../write-audit.ts";
import { faceOfGraph } from "./face-of-graph.ts";

/**
 * Publishes the draft as it stands: an immutable version that answers triggers and that others may call. Its triggers are
 * made, kept (with their addresses) or switched off in the same transaction. Throws `NOT_FOUND`, `INVALID` (`PLAN`: the
 * draft has errors) or `CONFLICT` (`UNCHANGED`: the draft is what was published last).
 */
export async function publishWorkflow({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly note?: string };
}): Promise<{ readonly number: number }> {
  const actor = requirePermission(ctx.actor, "workflow.write");
  const { services } = ctx;
  const { workspaceId } = actor;
  const number = await services.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM workflow WHERE id = ${input.id}::uuid AND workspace_id = ${workspaceId} FOR UPDATE`;
    const draft = await readDraft(tx, services.drafts, { workflowId: input.id, workspaceId });
    const { plan, planJson, drawing } = await compileForRun(services, workspaceId, draft.graph);
    const face = await faceOfGraph(services, workspaceId, draft.graph);
    const last = await tx.workflowVersion.findFirst({ where: { workflowId: input.id }, orderBy: { number: "desc" } });
    if (last !== null && last.planHash === plan.hash && last.drawingHash === drawing.hash) {
      throw new ServiceError("CONFLICT", "UNCHANGED", `Nothing has changed since version ${last.number}.`);
    }
    await tx.$executeRaw`INSERT INTO plan (workspace_id, hash, plan) VALUES (${workspaceId}, ${plan.hash}, ${planJson}::json) ON CONFLICT DO NOTHING`;
    await tx.$executeRaw`INSERT INTO drawing (workspace_id, hash, graph) VALUES (${workspaceId}, ${drawing.hash}, ${drawing.json}::json) ON CONFLICT DO NOTHING`;
    const next = (last?.number ?? 0) + 1;
    await tx.workflowVersion.create({
      data: {
        workflowId: input.id,
        number: next,
        workspaceId,
        name: draft.graph.name,
        planHash: plan.hash,
        drawingHash: drawing.hash,
        draftSeq: draft.seq,
        note: input.note ?? "",
        face: inputJson(face),
        publishedBy: actorName(actor),
      },
    });
    await keepTriggers(tx, services, { workspaceId, workflowId: input.id, version: next, plan });
    await writeAudit(tx, { actor, verb: "workflow.publish", subject: `${input.id}@${next}` });
    return next;
  });
  await services.bus.publish("trigger", [input.id]);
  await services.bus.publish("workspace", [workspaceId]);
  return { number };
}
