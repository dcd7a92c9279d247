"use client";
import type { NodeCategory } from "@orrery/ui";
import { useMay } from "../access/access-context.tsx";
import { useOpenWorkflow } from "../new-workflow/use-open-workflow.ts";
import type { TemplateSummary } from "../templates/template.ts";
import { readTemplateFile } from "./read-template-file.ts";
import { TemplateCard } from "./template-card.tsx";

export interface TemplateCardsProps {
  templates: readonly TemplateSummary[];
  categories: Readonly<Record<string, NodeCategory>>;
}

/** Templates side by side, as many as fit. */
export function TemplateCards({ templates, categories }: TemplateCardsProps) {
  const { open, opening } = useOpenWorkflow();
  const mayDraw = useMay("workflow.write");
  return (
    <ul aria-label="Templates" className="grid grid-cols-[repeat(auto-fill,minmax(min(19rem,100%),1fr))] gap-4">
      {templates.map((template) => (
        <TemplateCard
          key={template.id}
          template={template}
          categories={categories}
          opening={opening === template.id}
          onUse={mayDraw ? () => open({ key: template.id, load: () => readTemplateFile(template.id) }) : null}
        />
      ))}
    </ul>
  );
}
