import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

/** Ends a key at once. Throws `NOT_FOUND`. */
export async function revokeApiKey({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "key.manage");
  await ctx.services.db.$transaction(async (tx) => {
    const ended = await tx.apiKey.updateMany({
      where: { id: input.id, workspaceId: actor.workspaceId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (ended.count === 0) throw new ServiceError("NOT_FOUND", "KEY", "There is no such key.");
    await writeAudit(tx, { actor, verb: "key.revoke", subject: input.id });
  });
}
