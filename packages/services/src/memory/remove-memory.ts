import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { writeAudit } from "../write-audit.ts";
import { findMemory } from "./find-memory.ts";

/** Removes a memory or a knowledge base with all that is in it. Throws `NOT_FOUND`. */
export async function removeMemory({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "memory.write");
  const { row } = await findMemory(ctx.services, actor.workspaceId, input.id);
  await ctx.services.db.$transaction(async (tx) => {
    await tx.$executeRaw`DELETE FROM memory_read WHERE record_id IN (
      SELECT id FROM memory_record WHERE namespace_id = ${row.id}::uuid)`;
    await tx.memoryNamespace.delete({ where: { id: row.id } });
    await writeAudit(tx, { actor, verb: "memory.remove", subject: row.id, detail: { name: row.name } });
  });
}
