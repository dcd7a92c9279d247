"use client";
import type { NodeDefinition } from "@orrery/node-kit";
import { TypePreview } from "../quick-add/type-preview.tsx";

export interface TypeTipProps {
  id: string;
  definition: NodeDefinition;
  /** The entry it belongs to. */
  beside: HTMLElement;
}

/** What a type of the palette does, beside its entry. */
export function TypeTip({ id, definition, beside }: TypeTipProps) {
  const { right, top } = beside.getBoundingClientRect();
  return (
    <div
      id={id}
      role="tooltip"
      className="pointer-events-none fixed z-60 w-72 animate-appear rounded-card border border-line bg-panel px-3 py-2.5 text-ink shadow-float"
      style={{ left: Math.min(right + 10, window.innerWidth - 296), top: Math.min(top, window.innerHeight - 140) }}
    >
      <p className="mb-1 font-semibold text-sm">{definition.title}</p>
      <TypePreview definition={definition} />
    </div>
  );
}
