import type { Graph } from "@orrery/graph";
import type { NodeCategory } from "@orrery/ui";
import type { ReactNode } from "react";
import { GraphDrawing } from "./graph-drawing.tsx";
import { OutlinedParts } from "./outlined-parts.tsx";

export interface DrawingCardProps {
  /** Null where only is known which kinds of steps it has. */
  graph: Pick<Graph, "nodes" | "edges"> | null;
  /** Those kinds. */
  parts?: readonly NodeCategory[];
  categories: Readonly<Record<string, NodeCategory>>;
  /** What the whole card does: a link or a button with the class `CARD_REACH`. */
  title: ReactNode;
  /** Beside the title, over the reach of the card. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A card of a list that opens something drawn: the drawing, its title, and what is to be known of it. */
export function DrawingCard({ graph, parts = [], categories, title, aside, children }: DrawingCardProps) {
  return (
    <li className="relative flex min-w-0 flex-col overflow-hidden rounded-card border bg-panel transition-colors hover:border-line-strong">
      <div className="border-b">
        {graph === null ? <OutlinedParts parts={parts} /> : <GraphDrawing graph={graph} categories={categories} />}
      </div>
      <div className="flex flex-1 flex-col gap-1 p-3.5">
        <div className="flex items-start gap-2">
          <h2 className="min-w-0 flex-1 font-semibold text-md">{title}</h2>
          {aside && <div className="relative -mt-1 -mr-1.5">{aside}</div>}
        </div>
        {children}
      </div>
    </li>
  );
}

/** Spreads a link or a button over the whole card that it stands in. */
export const CARD_REACH = "after:absolute after:inset-0 after:rounded-card";
