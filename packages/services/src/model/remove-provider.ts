import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

/** Forgets an endpoint. Steps that name its models fail from then on. Throws `NOT_FOUND`. */
export async function removeProvider({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "model.manage");
  await ctx.services.db.$transaction(async (tx) => {
    const where = { id: input.id, workspaceId: actor.workspaceId };
    const found = await tx.modelProvider.findFirst({ where, select: { handle: true } });
    const gone = await tx.modelProvider.deleteMany({ where });
    if (found === null || gone.count === 0)
      throw new ServiceError("NOT_FOUND", "PROVIDER", "There is no such provider.");
    await writeAudit(tx, { actor, verb: "model.remove-provider", subject: input.id, detail: { name: found.handle } });
  });
}
