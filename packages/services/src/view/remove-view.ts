import type { ServiceContext } from "../service-context.ts";
import { writeAudit } from "../write-audit.ts";
import { findView } from "./find-view.ts";

/** Deletes a view. The runs that it showed are not touched. Throws `NOT_FOUND`, `FORBIDDEN`. */
export async function removeView({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<void> {
  const { actor, row } = await findView(ctx, input.id);
  await ctx.services.db.$transaction(async (tx) => {
    await tx.savedView.deleteMany({ where: { id: row.id } });
    if (row.userId !== null) return;
    await writeAudit(tx, { actor, verb: "view.remove", subject: row.id, detail: { name: row.name } });
  });
}
