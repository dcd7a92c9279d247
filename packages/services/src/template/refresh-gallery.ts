import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { inputJson } from "../workflow/input-json.ts";
import { fetchIndex } from "./fetch-index.ts";
import { noGallery } from "./stored-template.ts";

/**
 * Asks for a gallery's index again; where that fails, what was known stays. Throws `NOT_FOUND`, `INVALID` (`FETCH`,
 * `GALLERY`).
 */
export async function refreshGallery({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<{ readonly changed: boolean }> {
  const { workspaceId } = requirePermission(ctx.actor, "template.write");
  const { db } = ctx.services;
  const row = await db.gallery.findFirst({ where: { id: input.id, workspaceId } });
  if (row === null) throw noGallery();
  const found = await fetchIndex(ctx.services, row);
  const news = found.kind === "same" ? {} : { index: inputJson(found.index), etag: found.etag };
  // It may have been removed meanwhile.
  await db.gallery.updateMany({ where: { id: row.id, workspaceId }, data: { ...news, checkedAt: new Date() } });
  return { changed: found.kind === "index" };
}
