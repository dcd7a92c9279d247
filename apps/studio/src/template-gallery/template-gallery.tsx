"use client";
import { Button, EmptyState, type NodeCategory } from "@orrery/ui";
import { SearchX } from "lucide-react";
import { useState } from "react";
import { useOpenWorkflow } from "../new-workflow/use-open-workflow.ts";
import type { Template } from "../templates/template.ts";
import { FilterList } from "./filter-list.tsx";
import { TemplateCards } from "./template-cards.tsx";
import { filterTemplates, templateFilters } from "./template-filters.ts";

export interface TemplateGalleryProps {
  templates: readonly Template[];
  categories: Readonly<Record<string, NodeCategory>>;
}

/** All templates, and filters for those of them that make a difference. */
export function TemplateGallery({ templates, categories }: TemplateGalleryProps) {
  const filters = templateFilters(templates);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { open, opening } = useOpenWorkflow();
  const shown = filterTemplates(
    templates,
    filters.filter((filter) => chosen.has(filter.word)),
  );

  function toggle(word: string) {
    const next = new Set(chosen);
    if (!next.delete(word)) next.add(word);
    setChosen(next);
  }

  return (
    <div className="flex min-h-0 flex-1 flex-col more-below overflow-auto md:flex-row">
      {filters.length > 0 && <FilterList filters={filters} chosen={chosen} onToggle={toggle} />}
      <div className="min-w-0 flex-1 px-4 pt-2 pb-5 md:px-6 md:pt-5">
        <h1 className="text-title">Start from something that runs</h1>
        <p className="mt-1 text-muted">Each template opens with sample data. Press Run, then make it yours.</p>
        <div className="mt-5">
          {shown.length > 0 ? (
            <TemplateCards
              templates={shown}
              categories={categories}
              opening={opening}
              onOpen={(template) =>
                open({ key: template.id, graph: template.graph, sampleInput: template.sampleInput })
              }
            />
          ) : (
            <EmptyState
              icon={<SearchX aria-hidden size={24} strokeWidth={1.75} />}
              title="No template fits all of these"
              action={<Button onClick={() => setChosen(new Set())}>Show all templates</Button>}
            />
          )}
        </div>
      </div>
    </div>
  );
}
