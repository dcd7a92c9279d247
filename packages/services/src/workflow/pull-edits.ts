import type { EditCommand } from "@orrery/graph";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { storedOp } from "./read-draft.ts";

/** An edit as the draft log holds it. */
export type NumberedCommand = EditCommand & { readonly seq: number };

const pageSize = 500;

/** The edits of a draft after a seq, in order, at most 500; `seq` is where the draft stands. Throws `NOT_FOUND`. */
export async function pullEdits({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly after: number };
}): Promise<{ readonly commands: readonly NumberedCommand[]; readonly seq: number }> {
  const actor = requirePermission(ctx.actor, "workflow.read");
  const row = await ctx.services.db.workflow.findFirst({
    where: { id: input.id, workspaceId: actor.workspaceId, deletedAt: null },
    select: { draftSeq: true },
  });
  if (row === null) throw new ServiceError("NOT_FOUND", "WORKFLOW", "There is no such workflow.");
  const rows = await ctx.services.db.draftCommand.findMany({
    where: { workflowId: input.id, seq: { gt: input.after } },
    orderBy: { seq: "asc" },
    take: pageSize,
  });
  return { seq: row.draftSeq, commands: rows.map(numberedCommand) };
}

/** One row of the draft log as a command. */
export function numberedCommand(row: {
  readonly seq: number;
  readonly commandId: string;
  readonly clientId: string;
  readonly clientSeq: number;
  readonly op: Parameters<typeof storedOp>[0];
}): NumberedCommand {
  return {
    opVersion: 1,
    seq: row.seq,
    commandId: row.commandId,
    clientId: row.clientId,
    clientSeq: row.clientSeq,
    baseSeq: row.seq - 1,
    op: storedOp(row.op),
  };
}
