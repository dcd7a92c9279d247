import type { TemplateNeed } from "@orrery/graph";
import { Badge, Button, type NodeCategory } from "@orrery/ui";
import Link from "next/link";
import { CARD_REACH, DrawingCard } from "../graph-drawing/drawing-card.tsx";
import type { TemplateSummary } from "../templates/template.ts";
import { NEED_WORD } from "./template-filters.ts";

export interface TemplateCardProps {
  template: TemplateSummary;
  /** Of its own page. */
  href: string;
  categories: Readonly<Record<string, NodeCategory>>;
  opening: boolean;
  /** Makes a workflow of it; null for those who may not. */
  onUse: (() => void) | null;
}

/** A template: what it looks like, what it does, what it needs. It leads to its own page, and for those in a hurry to a workflow. */
export function TemplateCard({ template, href, categories, opening, onUse }: TemplateCardProps) {
  return (
    <DrawingCard
      graph={template.drawing}
      parts={partsOf(template.needs)}
      categories={categories}
      title={
        <Link href={href} prefetch={false} className={CARD_REACH}>
          {template.title}
        </Link>
      }
      aside={
        onUse && (
          <Button variant="ghost" size="sm" aria-label={`Use this: ${template.title}`} busy={opening} onClick={onUse}>
            Use this
          </Button>
        )
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
        {template.duration !== "" && <Badge>{template.duration}</Badge>}
      </div>
    </DrawingCard>
  );
}

/** The kinds of steps that a template has by what it needs. */
function partsOf(needs: readonly TemplateNeed[]): readonly NodeCategory[] {
  const asked = [
    ...(needs.includes("model-key") ? (["ai"] as const) : []),
    ...(needs.includes("web") || needs.includes("credential") ? (["network"] as const) : []),
  ];
  return ["start-end", ...(asked.length > 0 ? asked : (["data"] as const)), "start-end"];
}
