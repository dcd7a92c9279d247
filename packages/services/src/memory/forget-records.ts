import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { writeAudit } from "../write-audit.ts";
import { findMemory } from "./find-memory.ts";
import { forgottenRecord } from "./forgotten-record.ts";

/** Removes records for good. Gives how many there were. */
export async function forgetRecords({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly memoryId: string; readonly ids: readonly string[] };
}): Promise<{ readonly count: number }> {
  const actor = requirePermission(ctx.actor, "memory.write");
  const { row } = await findMemory(ctx.services, actor.workspaceId, input.memoryId);
  return ctx.services.db.$transaction(async (tx) => {
    const ids = [...input.ids];
    const { count } = await tx.memoryRecord.updateMany({
      where: { namespaceId: row.id, id: { in: ids }, forgottenAt: null },
      data: forgottenRecord(),
    });
    await tx.memoryRead.deleteMany({ where: { recordId: { in: ids } } });
    await writeAudit(tx, { actor, verb: "memory.forget", subject: row.id });
    return { count };
  });
}
