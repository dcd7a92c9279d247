import type { NodeCategory } from "@orrery/ui";
import type { Template } from "../templates/template.ts";
import { TemplateCard } from "./template-card.tsx";

export interface TemplateCardsProps {
  templates: readonly Template[];
  categories: Readonly<Record<string, NodeCategory>>;
  /** The id of the template that is being opened. */
  opening: string | null;
  onOpen: (template: Template) => void;
}

/** Templates side by side, as many as fit. */
export function TemplateCards({ templates, categories, opening, onOpen }: TemplateCardsProps) {
  return (
    <ul aria-label="Templates" className="grid grid-cols-[repeat(auto-fill,minmax(min(19rem,100%),1fr))] gap-4">
      {templates.map((template) => (
        <TemplateCard
          key={template.id}
          template={template}
          categories={categories}
          opening={opening === template.id}
          onOpen={() => onOpen(template)}
        />
      ))}
    </ul>
  );
}
