"use client";
import type { MemoryRow } from "@orrery/services";
import { Field, NumberField, Select } from "@orrery/ui";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

export type Chunking = NonNullable<MemoryRow["chunking"]>;

/** As the server has it where nothing else is said. */
export const usualChunking: Chunking = { by: "headings", size: 1_200, overlap: 150 };

const WAYS: readonly { readonly value: Chunking["by"]; readonly label: string }[] = [
  { value: "headings", label: "At headings" },
  { value: "paragraphs", label: "At paragraphs" },
  { value: "sentences", label: "At sentences" },
  { value: "characters", label: "Anywhere, by length" },
];
const smallest = 50;
const largest = 20_000;

export interface ChunkingFieldsProps {
  value: Chunking;
  onValueChange: (value: Chunking) => void;
  /** What the choice does to a text. */
  children: ReactNode;
}

/** How documents are cut into pieces, folded away until somebody wants to know. */
export function ChunkingFields({ value, onValueChange, children }: ChunkingFieldsProps) {
  const { by, size, overlap } = value;
  const mostOverlap = Math.floor(size / 2);
  return (
    <details className="group border-t pt-3">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-chip text-muted text-xs hover:text-ink">
        <ChevronRight
          aria-hidden
          size={14}
          strokeWidth={1.75}
          className="shrink-0 transition-transform group-open:rotate-90"
        />
        How the text is cut
      </summary>
      <div className="flex flex-col gap-3 pt-3">
        <div className="grid gap-3 sm:grid-cols-3">
          <Field label="Cut">
            <Select value={by} onValueChange={(way) => onValueChange({ ...value, by: way })} options={WAYS} />
          </Field>
          <Field label="Longest piece" hint={`${smallest} to 20,000 characters.`}>
            <NumberField
              value={size}
              onValueChange={(next) =>
                next !== null &&
                onValueChange({ ...value, size: next, overlap: Math.min(overlap, Math.floor(next / 2)) })
              }
              min={smallest}
              max={largest}
              step={50}
              whole
              unit="chars"
            />
          </Field>
          <Field label="Said again" hint="Of the piece before, at most half.">
            <NumberField
              value={overlap}
              onValueChange={(next) => next !== null && onValueChange({ ...value, overlap: next })}
              min={0}
              max={mostOverlap}
              step={10}
              whole
              unit="chars"
            />
          </Field>
        </div>
        {children}
      </div>
    </details>
  );
}
