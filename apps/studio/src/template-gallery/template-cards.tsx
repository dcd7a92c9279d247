"use client";
import type { NodeCategory } from "@orrery/ui";
import { useMay } from "../access/access-context.tsx";
import { useOpenWorkflow } from "../new-workflow/use-open-workflow.ts";
import type { TemplateSummary } from "../templates/template.ts";
import { TemplateCard } from "./template-card.tsx";
import { type TemplateSource, templateHref } from "./template-source.ts";
import { useReadTemplate } from "./use-read-template.ts";

export interface TemplateCardsProps {
  /** What they are together. */
  label: string;
  source: TemplateSource;
  templates: readonly TemplateSummary[];
  categories: Readonly<Record<string, NodeCategory>>;
}

/** Templates side by side, as many as fit. */
export function TemplateCards({ label, source, templates, categories }: TemplateCardsProps) {
  const { open, opening } = useOpenWorkflow();
  const read = useReadTemplate();
  const mayDraw = useMay("workflow.write");
  return (
    <ul aria-label={label} className="grid grid-cols-[repeat(auto-fill,minmax(min(19rem,100%),1fr))] gap-4">
      {templates.map((template) => (
        <TemplateCard
          key={template.id}
          template={template}
          href={templateHref(source, template.id)}
          categories={categories}
          opening={opening === template.id}
          onUse={mayDraw ? () => open({ key: template.id, load: () => read(source, template.id) }) : null}
        />
      ))}
    </ul>
  );
}
