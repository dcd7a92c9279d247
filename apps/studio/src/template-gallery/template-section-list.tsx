"use client";
import type { NodeCategory } from "@orrery/ui";
import { useId } from "react";
import { GalleryHead } from "./gallery-head.tsx";
import { TemplateCards } from "./template-cards.tsx";
import type { TemplateSection } from "./template-section.ts";

export interface TemplateSectionListProps {
  section: TemplateSection;
  categories: Readonly<Record<string, NodeCategory>>;
  /** Whether it stands among others and so has to be named. */
  named: boolean;
}

/** The templates of one source under its name. */
export function TemplateSectionList({ section, categories, named }: TemplateSectionListProps) {
  const headId = useId();
  const { source, title, templates, gallery } = section;
  const cards = <TemplateCards label={named ? title : "Templates"} {...{ source, templates, categories }} />;
  if (!named) return cards;
  return (
    <section aria-labelledby={headId} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1">
          <h2 id={headId} className="break-words font-semibold text-md">
            {title} <span className="font-normal text-dim text-sm">{templates.length}</span>
          </h2>
          {gallery?.description && <p className="text-muted text-sm">{gallery.description}</p>}
        </div>
        {gallery && <GalleryHead gallery={gallery} />}
      </div>
      {templates.length > 0 ? cards : <p className="text-muted text-sm">There is nothing in this gallery.</p>}
    </section>
  );
}
