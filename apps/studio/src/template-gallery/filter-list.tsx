"use client";
import { cx } from "@orrery/ui";
import { Square, SquareCheck } from "lucide-react";
import type { TemplateFilter } from "./template-filters.ts";

export interface FilterListProps {
  filters: readonly TemplateFilter[];
  chosen: ReadonlySet<string>;
  onToggle: (word: string) => void;
}

/** Filters by group: a column beside the gallery, on a phone one line that scrolls. */
export function FilterList({ filters, chosen, onToggle }: FilterListProps) {
  const groups = [...new Set(filters.map((filter) => filter.group))];
  return (
    <div className="relative flex shrink-0 gap-4 overflow-x-auto px-2 py-3 md:w-48 md:flex-col md:overflow-visible md:px-3.5 md:py-4">
      {groups.map((group) => (
        <fieldset key={group} className="flex shrink-0 items-center gap-1 md:block">
          <legend className="sr-only text-muted text-xs md:not-sr-only md:pb-1.5 md:pl-1">{group}</legend>
          {filters
            .filter((filter) => filter.group === group)
            .map(({ word }) => (
              <button
                key={word}
                type="button"
                aria-pressed={chosen.has(word)}
                onClick={() => onToggle(word)}
                className={cx(
                  "flex h-8 items-center gap-2 whitespace-nowrap rounded-control px-2 transition-colors md:w-full",
                  chosen.has(word) ? "bg-raised text-ink" : "text-muted hover:bg-raised hover:text-ink",
                )}
              >
                {chosen.has(word) ? (
                  <SquareCheck aria-hidden size={14} strokeWidth={1.75} />
                ) : (
                  <Square aria-hidden size={14} strokeWidth={1.75} />
                )}
                {word}
              </button>
            ))}
        </fieldset>
      ))}
    </div>
  );
}
