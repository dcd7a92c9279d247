"use client";
import type { NodeDefinition } from "@orrery/node-kit";
import { cx, type NodeCategory, NodeTile, TextField } from "@orrery/ui";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { Port } from "../connect/fitting-ports.ts";
import { TypePreview } from "./type-preview.tsx";

export type Choice =
  | { readonly kind: "type"; readonly definition: NodeDefinition }
  | {
      readonly kind: "port";
      readonly port: Port;
      readonly title: string;
      readonly category: NodeCategory;
      readonly icon: string;
    };

export interface ChoiceMenuProps {
  label: string;
  query: string;
  onQuery: (query: string) => void;
  groups: readonly { readonly word: string; readonly choices: readonly Choice[] }[];
  onChoose: (choice: Choice) => void;
  onClose: () => void;
}

/** A search and what it finds: typing filters, the arrows go through it, Enter chooses, Escape closes. */
export function ChoiceMenu({ label, query, onQuery, groups, onChoose, onClose }: ChoiceMenuProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const all = groups.flatMap(({ choices }) => choices);
  const at = Math.min(active, all.length - 1);
  const current = all[at];
  const optionId = (index: number) => `${id}-option-${index}`;
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });

  function onKey(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && all.length > 0) setActive((at + step + all.length) % all.length);
    else if (event.key === "Enter" && current) onChoose(current);
    else if (event.key === "Escape" || event.key === "Tab") onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  let index = -1;
  return (
    <div
      role="dialog"
      aria-label={label}
      className="flex max-h-[min(26rem,calc(100dvh-1rem))] animate-appear flex-col rounded-card border border-line bg-panel text-ink shadow-float"
    >
      <div className="p-2">
        <TextField
          ref={input}
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={current ? optionId(at) : undefined}
          autoComplete="off"
          label={label}
          placeholder={label}
          value={query}
          onValueChange={(next) => {
            onQuery(next);
            setActive(0);
          }}
          onKeyDown={onKey}
          icon={<Search aria-hidden size={14} strokeWidth={1.75} />}
        />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className="min-h-0 flex-1 overflow-y-auto px-2"
      >
        {groups.map((group, place) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
          <div key={group.word} role="group" aria-labelledby={`${id}-group-${place}`} className="pb-1.5">
            <div id={`${id}-group-${place}`} className="px-1.5 pt-0.5 pb-1 text-2xs text-dim">
              {group.word}
            </div>
            {group.choices.map((choice) => {
              index += 1;
              const own = index;
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the search field and chooses there
                // biome-ignore lint/a11y/useFocusableInteractive: an active descendant is not focused
                <div
                  key={choiceKey(choice)}
                  id={optionId(own)}
                  role="option"
                  aria-selected={own === at}
                  onPointerMove={() => setActive(own)}
                  onClick={() => onChoose(choice)}
                  className={cx(
                    "flex h-8 cursor-default items-center gap-2.5 rounded-control px-1.5 text-sm pointer-coarse:h-10",
                    own === at && "bg-raised",
                  )}
                >
                  <NodeTile {...tileOf(choice)} />
                  <span className="min-w-0 truncate">{titleOf(choice)}</span>
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {all.length === 0 && (
        <p className="px-3.5 pb-3 text-muted text-xs">Nothing that fits here is called “{query}”.</p>
      )}
      {current?.kind === "type" && (
        <div className="border-t px-3.5 py-2.5">
          <TypePreview definition={current.definition} />
        </div>
      )}
    </div>
  );
}

function choiceKey(choice: Choice): string {
  return choice.kind === "type" ? choice.definition.type : `${choice.port.nodeId} ${choice.port.handle}`;
}

function titleOf(choice: Choice): string {
  return choice.kind === "type" ? choice.definition.title : choice.title;
}

function tileOf(choice: Choice): { category: NodeCategory; icon: string } {
  const { category, icon } = choice.kind === "type" ? choice.definition : choice;
  return { category, icon };
}
