import { type EditedField, fieldEdits, fieldKey } from "@orrery/graph";
import { actorName, requirePermission } from "../actor.ts";
import { nameActors } from "../audit/name-actors.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { storedOp } from "./read-draft.ts";

/** Nobody is asked about what lies further back. */
const looksBack = 500;

/** Who set a field of a draft last. */
export interface FieldWriter {
  /** What people call them; null where that is not known any more. */
  readonly name: string | null;
  /** Who asks. */
  readonly isMe: boolean;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * Who set a field last, apart from one tab; null where nobody did among the last 500 edits. Throws `NOT_FOUND`.
 */
export async function whoChanged({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly field: EditedField; readonly notClient: string };
}): Promise<FieldWriter | null> {
  const actor = requirePermission(ctx.actor, "workflow.read");
  const { db } = ctx.services;
  const { id, field, notClient } = input;
  const workflow = await db.workflow.findFirst({
    where: { id, workspaceId: actor.workspaceId, deletedAt: null },
    select: { draftSeq: true },
  });
  if (workflow === null) throw new ServiceError("NOT_FOUND", "WORKFLOW", "There is no such workflow.");
  const rows = await db.draftCommand.findMany({
    where: { workflowId: id, seq: { gt: workflow.draftSeq - looksBack }, clientId: { not: notClient } },
    orderBy: { seq: "desc" },
  });
  const key = fieldKey(field);
  const found = rows.find(({ op }) => fieldEdits(storedOp(op)).some((edit) => fieldKey(edit.field) === key));
  if (found === undefined) return null;
  const names = await nameActors(db, actor.workspaceId, [found]);
  return {
    name: names.get(found.actor) ?? null,
    isMe: found.actor === actorName(actor),
    at: found.at.getTime(),
  };
}
