"use client";
import { Button, EmptyState, type NodeCategory, TextField } from "@orrery/ui";
import { Search, SearchX } from "lucide-react";
import { useState } from "react";
import { AddGallery } from "./add-gallery.tsx";
import { FilterList } from "./filter-list.tsx";
import { type GalleryChoice, galleryQuery } from "./gallery-address.ts";
import { filterTemplates, searchTemplates, templateFilters } from "./template-filters.ts";
import type { TemplateSection } from "./template-section.ts";
import { TemplateSectionList } from "./template-section-list.tsx";

export interface TemplateGalleryProps {
  sections: readonly TemplateSection[];
  categories: Readonly<Record<string, NodeCategory>>;
  /** What the address says. */
  initial: GalleryChoice;
}

/** All templates by who keeps them, a search, and filters for those of them that make a difference; what is chosen stands in the address. */
export function TemplateGallery({ sections, categories, initial }: TemplateGalleryProps) {
  const templates = sections.flatMap((section) => section.templates);
  const filters = templateFilters(templates);
  const [choice, setChoice] = useState(initial);
  const isNarrowed = choice.search.trim() !== "" || choice.chosen.length > 0;
  const wanted = filters.filter((filter) => choice.chosen.includes(filter.word));
  const narrowed = sections.map((section) => ({
    ...section,
    templates: filterTemplates(searchTemplates(section.templates, choice.search), wanted),
  }));
  const shown = narrowed.flatMap((section) => section.templates);

  function choose(next: GalleryChoice) {
    setChoice(next);
    window.history.replaceState(window.history.state, "", `${window.location.pathname}${galleryQuery(next)}`);
  }

  function toggle(word: string) {
    const { chosen } = choice;
    choose({
      ...choice,
      chosen: chosen.includes(word) ? chosen.filter((other) => other !== word) : [...chosen, word],
    });
  }

  return (
    <div className="flex min-h-0 flex-1 flex-col more-below overflow-auto md:flex-row">
      {filters.length > 0 && <FilterList filters={filters} chosen={new Set(choice.chosen)} onToggle={toggle} />}
      <div className="min-w-0 flex-1 px-4 pt-2 pb-5 md:px-6 md:pt-5">
        <h1 className="text-title">Start from something that runs</h1>
        <p className="mt-1 text-muted">Each template opens with sample data. Press Run, then make it yours.</p>
        <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
          <TextField
            label="Search templates"
            placeholder="Search, such as invoice or vote"
            icon={<Search aria-hidden size={14} strokeWidth={1.75} />}
            value={choice.search}
            onValueChange={(search) => choose({ ...choice, search })}
            className="w-full sm:w-80"
          />
          <p role="status" className="text-muted text-xs">
            {shown.length} of {templates.length} templates
          </p>
          <div className="sm:ml-auto">
            <AddGallery />
          </div>
        </div>
        <div className="mt-4 flex flex-col gap-7">
          {shown.length > 0 ? (
            narrowed
              .filter((section) => section.templates.length > 0 || !isNarrowed)
              .map((section) => (
                <TemplateSectionList
                  key={section.gallery?.id ?? section.source.kind}
                  section={section}
                  categories={categories}
                  named={sections.length > 1}
                />
              ))
          ) : (
            <EmptyState
              icon={<SearchX aria-hidden size={24} strokeWidth={1.75} />}
              title="No template fits all of these"
              action={<Button onClick={() => choose({ search: "", chosen: [] })}>Show all templates</Button>}
            />
          )}
        </div>
      </div>
    </div>
  );
}
