import type { ServiceContext } from "../service-context.ts";
import { writeAudit } from "../write-audit.ts";
import { findView } from "./find-view.ts";

/** Gives a view another name. Throws `NOT_FOUND`, `FORBIDDEN`. */
export async function renameView({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly name: string };
}): Promise<void> {
  const { actor, row } = await findView(ctx, input.id);
  const { name } = input;
  await ctx.services.db.$transaction(async (tx) => {
    await tx.savedView.updateMany({ where: { id: row.id }, data: { name } });
    if (row.userId !== null) return;
    await writeAudit(tx, { actor, verb: "view.rename", subject: row.id, detail: { name: row.name, to: name } });
  });
}
