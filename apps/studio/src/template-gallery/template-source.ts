/** Who keeps a template: Orrery itself, the workspace, or a gallery that the workspace has added. */
export type TemplateSource =
  | { readonly kind: "orrery" }
  | { readonly kind: "own" }
  | { readonly kind: "gallery"; readonly galleryId: string };

/** The address of a template's own page. */
export function templateHref(source: TemplateSource, id: string): string {
  if (source.kind === "orrery") return `/templates/${id}`;
  return source.kind === "own" ? `/templates/mine/${id}` : `/templates/from/${source.galleryId}/${id}`;
}
