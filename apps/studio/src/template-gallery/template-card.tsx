import { Badge, type NodeCategory, Spinner } from "@orrery/ui";
import { GraphDrawing } from "../graph-drawing/graph-drawing.tsx";
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
    <li className="relative flex min-w-0 flex-col overflow-hidden rounded-card border bg-panel transition-colors hover:border-line-strong">
      <div className="border-b">
        <GraphDrawing graph={template.graph} categories={categories} />
      </div>
      <div className="flex flex-1 flex-col p-3.5">
        <h2 className="font-semibold text-md">
          <button
            type="button"
            onClick={onOpen}
            aria-busy={opening}
            className="flex items-center gap-2 text-left after:absolute after:inset-0 after:rounded-card"
          >
            {template.title}
            {opening && <Spinner label={`Opening ${template.title}`} />}
          </button>
        </h2>
        <p className="mt-1 text-muted">{template.description}</p>
        <div className="mt-auto flex flex-wrap gap-1.5 pt-3">
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
      </div>
    </li>
  );
}
