import type { GalleryEntry } from "@orrery/graph";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { storedIndex } from "./stored-template.ts";

/** A gallery that was added, as its index said when it was looked at last. */
export interface GalleryRow {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly description: string;
  /** When its index was asked for last, and answered; epoch ms. */
  readonly checkedAt: number;
  readonly templates: readonly Pick<GalleryEntry, "id" | "about" | "drawing">[];
}

/** The galleries of the workspace and what is in them, in the order they were added. */
export async function listGalleries({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly GalleryRow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "template.read");
  const rows = await ctx.services.db.gallery.findMany({ where: { workspaceId }, orderBy: { id: "asc" } });
  return rows.map(({ id, url, index, checkedAt }) => {
    const { title, description = "", templates } = storedIndex(index);
    const shown = templates.map(({ id: of, about, drawing }) => ({ id: of, about, ...(drawing && { drawing }) }));
    return { id, url, title, description, checkedAt: checkedAt.getTime(), templates: shown };
  });
}
