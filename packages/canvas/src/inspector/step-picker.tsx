"use client";
import { IconButton, StatePill, TextField } from "@orrery/ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { stepWords } from "../flow/node-words.ts";
import type { InspectedStep } from "./use-inspected-step.ts";

const MOST_LISTED = 200;

/** Chooses one of the steps of a node that ran for each item of a list. */
export function StepPicker({ step }: { step: InspectedStep }) {
  const { overlay } = useEditor();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const at = step.record ? step.keys.indexOf(step.record.key) : -1;
  const steps = overlay?.runState().steps;
  const go = (index: number) => {
    const key = step.keys[index];
    if (key !== undefined) step.choose(key);
  };
  const wordsOf = (key: string) => {
    const record = steps?.get(key);
    return stepWords(record?.status ?? "idle", record?.waitFor ?? null);
  };
  const words = query.toLowerCase();
  const found = open
    ? step.keys.filter((key) => {
        return key.includes(words) || wordsOf(key).toLowerCase().includes(words);
      })
    : [];
  return (
    <div className="border-b px-3.5 pb-2">
      <div className="flex items-center gap-1">
        <IconButton
          name="Step before"
          size="sm"
          disabled={at <= 0}
          onClick={() => go(at - 1)}
          icon={<ChevronLeft aria-hidden size={14} strokeWidth={1.75} />}
        />
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-w-0 flex-1 items-center justify-center gap-2 rounded-control px-2 py-1 font-mono text-code hover:bg-raised"
        >
          <span className="truncate">{step.record?.key ?? "none"}</span>
          <span className="shrink-0 text-dim">
            {at + 1} of {step.keys.length}
          </span>
        </button>
        <IconButton
          name="Next step"
          size="sm"
          disabled={at < 0 || at >= step.keys.length - 1}
          onClick={() => go(at + 1)}
          icon={<ChevronRight aria-hidden size={14} strokeWidth={1.75} />}
        />
      </div>
      {open && (
        <div className="mt-2 rounded-control border p-1.5">
          <TextField
            label="Find a step by its place or state"
            placeholder="Find"
            value={query}
            onValueChange={setQuery}
          />
          <ul className="mt-1 max-h-52 overflow-y-auto">
            {found.slice(0, MOST_LISTED).map((key) => (
              <li key={key}>
                <button
                  type="button"
                  aria-current={key === step.record?.key}
                  onClick={() => {
                    step.choose(key);
                    setOpen(false);
                  }}
                  className="flex w-full items-center justify-between gap-2 rounded-chip px-2 py-1 text-left font-mono text-code hover:bg-raised aria-current:bg-raised"
                >
                  <span className="truncate">{key}</span>
                  <StatePill state={steps?.get(key)?.status ?? "idle"} label={wordsOf(key)} />
                </button>
              </li>
            ))}
          </ul>
          {found.length > MOST_LISTED && (
            <p className="px-2 pt-1 text-dim text-xs">{found.length - MOST_LISTED} more: type to narrow them down.</p>
          )}
        </div>
      )}
    </div>
  );
}
