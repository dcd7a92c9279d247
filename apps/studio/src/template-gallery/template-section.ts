import type { GalleryRow, TemplateRow } from "@orrery/services";
import type { TemplateSummary } from "../templates/template.ts";
import type { TemplateSource } from "./template-source.ts";

/** Templates of one source, as they stand together in the gallery. */
export interface TemplateSection {
  readonly source: TemplateSource;
  readonly title: string;
  readonly templates: readonly TemplateSummary[];
  /** Of a gallery that was added: what is to be known of it. */
  readonly gallery: GalleryFace | null;
}

export type GalleryFace = Omit<GalleryRow, "templates">;

export interface TemplateSources {
  readonly builtIn: readonly TemplateSummary[];
  readonly own: readonly TemplateRow[];
  readonly galleries: readonly GalleryRow[];
}

/** The sections of the gallery: one's own first, as far as there are any, then what was added, then what Orrery brings. */
export function templateSections({ builtIn, own, galleries }: TemplateSources): readonly TemplateSection[] {
  const mine: TemplateSection = {
    source: { kind: "own" },
    title: "Your templates",
    templates: own.map(({ id, about, drawing }) => ({ id, ...about, drawing })),
    gallery: null,
  };
  const added = galleries.map(({ templates, ...gallery }): TemplateSection => {
    const shown = templates.map(({ id, about, drawing = null }) => {
      // Samples may be large; the page of a template and what is made of it fetch their own.
      const { sampleInput: _left, ...words } = about;
      return { id, ...words, drawing };
    });
    return { source: { kind: "gallery", galleryId: gallery.id }, title: gallery.title, templates: shown, gallery };
  });
  const orrery: TemplateSection = {
    source: { kind: "orrery" },
    title: "From Orrery",
    templates: builtIn,
    gallery: null,
  };
  return [...(own.length > 0 ? [mine] : []), ...added, orrery];
}
