import { Badge, type NodeCategory, Spinner } from "@orrery/ui";
import { CARD_REACH, DrawingCard } from "../graph-drawing/drawing-card.tsx";
import type { Template } from "../templates/template.ts";
import { NEED_WORD } from "./template-filters.ts";

export interface TemplateCardProps {
  template: Template;
  categories: Readonly<Record<string, NodeCategory>>;
  opening: boolean;
  onOpen: () => void;
}

/** A template: what it looks like, what it does, what it needs. Pressing it makes a workflow of one's own. */
export function TemplateCard({ template, categories, opening, onOpen }: TemplateCardProps) {
  return (
    <DrawingCard
      graph={template.graph}
      categories={categories}
      title={
        <button
          type="button"
          onClick={onOpen}
          aria-busy={opening}
          className={`flex items-center gap-2 text-left ${CARD_REACH}`}
        >
          {template.title}
          {opening && <Spinner label={`Opening ${template.title}`} />}
        </button>
      }
    >
      <p className="text-muted">{template.description}</p>
      <div className="mt-auto flex flex-wrap gap-1.5 pt-2">
        {template.needs.map((need) => (
          <Badge key={need} tone={need === "offline" ? "done" : "neutral"}>
            {NEED_WORD[need]}
          </Badge>
        ))}
        {template.patterns.map((pattern) => (
          <Badge key={pattern}>{pattern}</Badge>
        ))}
        <Badge>{template.duration}</Badge>
      </div>
    </DrawingCard>
  );
}
