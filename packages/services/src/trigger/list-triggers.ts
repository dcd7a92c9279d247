import { cronTimes, type TriggerSpec } from "@orrery/node-kit";
import { requirePermission } from "../actor.ts";
import { instanceSecret } from "../identity/instance-secret.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { openSealedText } from "./sealed-text.ts";
import { storedSpec } from "./stored-spec.ts";

export interface TriggerRow {
  readonly id: string;
  readonly nodeId: string;
  readonly spec: TriggerSpec;
  readonly version: number;
  readonly enabled: boolean;
  /** Of a webhook: the path under the executor's address. Only for those who may change the workflow. */
  readonly path: string | null;
  readonly signingKey: string | null;
  /** Of a schedule: the next five times, epoch ms. */
  readonly next: readonly number[];
  readonly lastAt: number | null;
  readonly lastRunId: string | null;
  /** Why it last started nothing. */
  readonly lastProblem: string | null;
}

/** The triggers of a workflow's published version, and those of earlier ones that are switched off. Throws `NOT_FOUND`. */
export async function listTriggers({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly workflowId: string };
}): Promise<readonly TriggerRow[]> {
  const actor = requirePermission(ctx.actor, "workflow.read");
  const { db } = ctx.services;
  const workflow = await db.workflow.findFirst({
    where: { id: input.workflowId, workspaceId: actor.workspaceId, deletedAt: null },
    select: { triggers: { orderBy: { createdAt: "asc" } } },
  });
  if (workflow === null) throw new ServiceError("NOT_FOUND", "WORKFLOW", "There is no such workflow.");
  const mayCall = actor.role !== "viewer";
  const secret = mayCall && workflow.triggers.length > 0 ? await instanceSecret(db) : null;
  const open = (sealed: string | null): string | null =>
    sealed === null || secret === null ? null : openSealedText(secret, sealed);
  return workflow.triggers.map((row) => {
    const spec = storedSpec(row.spec);
    const token = open(row.tokenSealed);
    return {
      id: row.id,
      nodeId: row.nodeId,
      spec,
      version: row.version,
      enabled: row.enabled,
      path: token === null ? null : `/hooks/${token}`,
      signingKey: spec.kind === "webhook" && spec.signed ? open(row.keySealed) : null,
      next: spec.kind === "schedule" && row.enabled ? cronTimes(spec, Date.now(), 5) : [],
      lastAt: row.lastAt?.getTime() ?? null,
      lastRunId: row.lastRunId,
      lastProblem: row.lastProblem,
    };
  });
}
