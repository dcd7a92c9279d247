import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { writeAudit } from "../write-audit.ts";

/**
 * Removes every memory that belongs to a person, of any name, with all that is in it. Gives how many memories and records
 * there were. The audit says that it was done, and not for whom.
 */
export async function forgetPerson({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly person: string };
}): Promise<{ readonly memories: number; readonly records: number }> {
  const actor = requirePermission(ctx.actor, "memory.write");
  const { workspaceId } = actor;
  return ctx.services.db.$transaction(async (tx) => {
    const where = { workspaceId, scope: "person", subject: input.person };
    const ids = (await tx.memoryNamespace.findMany({ where, select: { id: true } })).map(({ id }) => id);
    const records = await tx.memoryRecord.count({ where: { namespaceId: { in: ids }, forgottenAt: null } });
    await tx.$executeRaw`DELETE FROM memory_read WHERE record_id IN (
      SELECT id FROM memory_record WHERE namespace_id = ANY(${ids}::uuid[]))`;
    await tx.memoryNamespace.deleteMany({ where: { id: { in: ids } } });
    await writeAudit(tx, { actor, verb: "memory.forget-person", subject: ids[0] ?? "none" });
    return { memories: ids.length, records };
  });
}
