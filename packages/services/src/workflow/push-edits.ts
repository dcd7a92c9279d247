import { applyEdit, type EditCommand, type EditRefusal } from "@orrery/graph";
import { actorName, requirePermission } from "../actor.ts";
import { followRenames } from "../comment/follow-renames.ts";
import type { ServiceContext } from "../service-context.ts";
import { inputJson } from "./input-json.ts";
import { type NumberedCommand, numberedCommand } from "./pull-edits.ts";
import { readDraft } from "./read-draft.ts";

/** A snapshot is kept each time the draft has grown by this many commands. */
const snapshotEvery = 100;

export interface PushResult {
  /** Where the draft stands now. */
  readonly seq: number;
  readonly accepted: readonly { readonly commandId: string; readonly seq: number }[];
  readonly refused: readonly { readonly commandId: string; readonly refusal: EditRefusal; readonly message: string }[];
  /** Every command after the caller's `after`, its own included, in order. */
  readonly commands: readonly NumberedCommand[];
}

/**
 * Numbers edits in the draft log, in the order given, each applied to the draft as it then stands. An edit that is there
 * already is answered with its seq; one that no longer applies is refused and changes nothing. Throws `NOT_FOUND`.
 */
export async function pushEdits({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly after: number; readonly commands: readonly EditCommand[] };
}): Promise<PushResult> {
  const actor = requirePermission(ctx.actor, "workflow.write");
  const { db, drafts, bus } = ctx.services;
  const accepted: { commandId: string; seq: number }[] = [];
  const refused: { commandId: string; refusal: EditRefusal; message: string }[] = [];

  const result = await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM workflow WHERE id = ${input.id}::uuid AND workspace_id = ${actor.workspaceId} FOR UPDATE`;
    const draft = await readDraft(tx, drafts, { workflowId: input.id, workspaceId: actor.workspaceId });
    const known = await tx.draftCommand.findMany({
      where: { workflowId: input.id, commandId: { in: input.commands.map((command) => command.commandId) } },
      select: { commandId: true, seq: true },
    });
    const seqOf = new Map(known.map((row) => [row.commandId, row.seq]));
    let { graph, seq } = draft;
    const rows: NumberedCommand[] = [];
    let commentsMoved = false;
    for (const command of input.commands) {
      const before = seqOf.get(command.commandId);
      if (before !== undefined) {
        accepted.push({ commandId: command.commandId, seq: before });
        continue;
      }
      const edit = applyEdit(graph, command.op);
      if (!edit.ok) {
        refused.push({ commandId: command.commandId, refusal: edit.refusal, message: edit.message });
        continue;
      }
      graph = edit.graph;
      seq += 1;
      seqOf.set(command.commandId, seq);
      accepted.push({ commandId: command.commandId, seq });
      rows.push({ ...command, seq });
    }
    if (rows.length > 0) {
      await tx.draftCommand.createMany({
        data: rows.map((row) => ({
          workflowId: input.id,
          seq: row.seq,
          commandId: row.commandId,
          clientId: row.clientId,
          clientSeq: row.clientSeq,
          op: inputJson(row.op),
          actor: actorName(actor),
        })),
      });
      await tx.workflow.update({ where: { id: input.id }, data: { draftSeq: seq, name: graph.name } });
      commentsMoved = await followRenames(
        tx,
        input.id,
        rows.map(({ op }) => op),
      );
      if (Math.floor(draft.seq / snapshotEvery) !== Math.floor(seq / snapshotEvery)) {
        await tx.draftSnapshot.create({ data: { workflowId: input.id, seq, graph: inputJson(graph) } });
      }
    }
    const commands =
      draft.seq === input.after
        ? rows
        : (
            await tx.draftCommand.findMany({
              where: { workflowId: input.id, seq: { gt: input.after } },
              orderBy: { seq: "asc" },
            })
          ).map(numberedCommand);
    return { seq, graph, commands, changed: rows.length > 0, commentsMoved };
  });

  if (result.changed) {
    drafts.set(input.id, { seq: result.seq, graph: result.graph });
    await bus.publish("draft", [input.id]);
    if (result.commentsMoved) await bus.publish("comment", [input.id]);
  }
  return { seq: result.seq, accepted, refused, commands: result.commands };
}
