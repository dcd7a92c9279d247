import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { forgottenRecord } from "./forgotten-record.ts";

/** Removes a document with its chunks, or has it read and cut again. Throws `NOT_FOUND`. */
export async function changeDocument({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly change: "remove" | "again" };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "memory.write");
  const where = { id: input.id, workspaceId: actor.workspaceId };
  await ctx.services.db.$transaction(async (tx) => {
    const found = await tx.memoryDocument.findFirst({ where, select: { id: true } });
    if (found === null) throw new ServiceError("NOT_FOUND", "DOCUMENT", "There is no such document.");
    if (input.change === "again") {
      await tx.memoryDocument.update({ where: { id: found.id }, data: { status: "queued", problem: null } });
    } else {
      await tx.memoryRecord.updateMany({ where: { documentId: found.id }, data: forgottenRecord() });
      await tx.memoryDocument.delete({ where: { id: found.id } });
    }
    await writeAudit(tx, { actor, verb: `memory.document-${input.change}`, subject: found.id });
  });
}
