import { v7 as uuidv7 } from "uuid";
import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { inputJson } from "../workflow/input-json.ts";
import { writeAudit } from "../write-audit.ts";
import { webAddress } from "./fetch-file.ts";
import { fetchIndex } from "./fetch-index.ts";

const mostKept = 20;

/**
 * Adds a team's own gallery by the address of its index, which is fetched and checked first. Throws `INVALID` (`FETCH`,
 * `GALLERY`) and `CONFLICT`: `GALLERY_KNOWN` where it is there already, `GALLERIES` at 20.
 */
export async function addGallery({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly url: string };
}): Promise<{ readonly id: string; readonly title: string; readonly templates: number }> {
  const actor = requirePermission(ctx.actor, "template.write");
  const { workspaceId } = actor;
  const url = webAddress(input.url).href;
  const found = await fetchIndex(ctx.services, { url, etag: null });
  if (found.kind === "same") throw new Error("An index that nobody asked about was told to be unchanged.");
  const { index, etag } = found;
  const id = uuidv7();
  await ctx.services.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM workspace WHERE id = ${workspaceId} FOR UPDATE`;
    const kept = await tx.gallery.findMany({ where: { workspaceId }, select: { url: true } });
    if (kept.some((one) => one.url === url)) {
      throw new ServiceError("CONFLICT", "GALLERY_KNOWN", "This gallery has been added already.");
    }
    if (kept.length >= mostKept) {
      throw new ServiceError("CONFLICT", "GALLERIES", `There are ${kept.length} galleries. Remove one first.`);
    }
    await tx.gallery.create({
      data: { id, workspaceId, url, index: inputJson(index), etag, createdBy: actorName(actor) },
    });
    await writeAudit(tx, { actor, verb: "gallery.add", subject: id, detail: { name: index.title, url } });
  });
  return { id, title: index.title, templates: index.templates.length };
}
