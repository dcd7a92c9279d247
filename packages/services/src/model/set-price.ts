import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { writeAudit } from "../write-audit.ts";

/** Says what a model costs, in dollars for a million tokens, as of today; null forgets it. */
export async function setPrice({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: {
    readonly model: string;
    readonly price: { readonly input: number; readonly output: number } | null;
  };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "model.manage");
  const { workspaceId } = actor;
  const { model, price } = input;
  await ctx.services.db.$transaction(async (tx) => {
    const where = { workspaceId_model: { workspaceId, model } };
    if (price === null) await tx.modelPrice.deleteMany({ where: { workspaceId, model } });
    else {
      const said = { input: price.input, output: price.output, asOf: new Date() };
      await tx.modelPrice.upsert({ where, create: { workspaceId, model, ...said }, update: said });
    }
    await writeAudit(tx, { actor, verb: "model.set-price", subject: model });
  });
}
