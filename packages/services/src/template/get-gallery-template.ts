import { graphLimits } from "@orrery/graph";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { fetchFile, webAddress } from "./fetch-file.ts";
import type { WholeTemplate } from "./get-template.ts";
import { readGraphText } from "./preview-import.ts";
import { noGallery, noTemplate, storedIndex } from "./stored-template.ts";

/**
 * A template of a gallery that was added: its graph is fetched now and held against the hash in the index. Nothing is stored.
 * Throws `NOT_FOUND`, `INVALID` (`FETCH`, `GRAPH`), and `CONFLICT` (`HASH`) where the file is not the one of the index.
 */
export async function getGalleryTemplate({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly galleryId: string; readonly id: string };
}): Promise<WholeTemplate & { readonly gallery: string }> {
  const { workspaceId } = requirePermission(ctx.actor, "template.read");
  const row = await ctx.services.db.gallery.findFirst({ where: { id: input.galleryId, workspaceId } });
  if (row === null) throw noGallery();
  const index = storedIndex(row.index);
  const entry = index.templates.find(({ id }) => id === input.id);
  if (entry === undefined) throw noTemplate();
  const url = webAddress(entry.file, row.url).href;
  const file = await fetchFile(ctx.services, { url, maxBytes: graphLimits.bytes });
  if (file.kind === "same" || file.sha256 !== entry.sha256) {
    const words =
      "The file is not the one that the gallery's index names. Check the gallery for changes, and try again.";
    throw new ServiceError("CONFLICT", "HASH", words);
  }
  return { id: entry.id, about: entry.about, graph: readGraphText(file.text), gallery: index.title };
}
