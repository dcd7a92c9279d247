import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { writeAudit } from "../write-audit.ts";
import { noGallery, storedIndex } from "./stored-template.ts";

/** Takes a gallery away; workflows made of its templates stay. Throws `NOT_FOUND`. */
export async function removeGallery({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "template.write");
  const { workspaceId } = actor;
  await ctx.services.db.$transaction(async (tx) => {
    const row = await tx.gallery.findFirst({ where: { id: input.id, workspaceId } });
    if (row === null) throw noGallery();
    await tx.gallery.deleteMany({ where: { id: row.id, workspaceId } });
    const detail = { name: storedIndex(row.index).title, url: row.url };
    await writeAudit(tx, { actor, verb: "gallery.remove", subject: row.id, detail });
  });
}
