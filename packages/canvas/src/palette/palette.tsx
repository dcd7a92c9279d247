"use client";
import type { NodeDefinition } from "@orrery/node-kit";
import { Kbd, NodeTile, TextField } from "@orrery/ui";
import { Search } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { recentTypes, rememberType } from "../quick-add/recent-types.ts";
import { DRAGGED_TYPE } from "./dragged-type.ts";
import { paletteGroups } from "./palette-groups.ts";
import { TypeTip } from "./type-tip.tsx";

/** Everything that can be added: drag it, click it, or search and press Enter. */
export function Palette({ onAdded }: { onAdded?: () => void }) {
  const { catalog, view } = useEditor();
  const actions = useEditorActions();
  const [query, setQuery] = useState("");
  // As it was when the palette was opened: entries do not move away under the pointer.
  const [recent] = useState(recentTypes);
  const [tip, setTip] = useState<{ readonly definition: NodeDefinition; readonly beside: HTMLElement } | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const groups = paletteGroups(catalog, query, recent);
  const first = groups[0]?.types[0];

  function add(type: string) {
    const definition = catalog.get(type);
    if (!definition) return;
    rememberType(type);
    setTip(null);
    actions.add(definition);
    setQuery("");
    onAdded?.();
  }

  function move(event: KeyboardEvent) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const focused = document.activeElement;
    const at = focused instanceof HTMLButtonElement ? buttons.indexOf(focused) : -1;
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))]?.focus();
  }

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="p-2.5">
        <TextField
          label="Add a node"
          data-palette-search=""
          placeholder="Add a node"
          value={query}
          onValueChange={setQuery}
          icon={<Search aria-hidden size={14} strokeWidth={1.75} />}
          trailing={<Kbd>/</Kbd>}
          onKeyDown={(event) => {
            if (event.key === "Enter" && first) add(first.type);
            else if (event.key === "Escape") {
              setQuery("");
              event.currentTarget.blur();
            } else move(event);
          }}
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside */}
      <div ref={list} onKeyDown={move} className="min-h-0 flex-1 more-below overflow-y-auto px-2.5 pb-3">
        {groups.length === 0 && (
          <p className="px-1 text-muted text-xs">
            Nothing is called “{query}”. Try a plainer word, such as “list” or “web”.
          </p>
        )}
        {groups.map((group, index) => (
          <section key={group.word} aria-labelledby={`${id}-${index}`} className="mb-3">
            <h2 id={`${id}-${index}`} className="px-1 pb-1 font-normal text-dim text-xs">
              {group.word}
            </h2>
            <ul>
              {group.types.map((type) => (
                <li key={type.type}>
                  <button
                    type="button"
                    draggable
                    aria-describedby={tip?.definition === type ? `${id}-tip` : undefined}
                    onPointerEnter={({ pointerType, currentTarget }) => {
                      if (pointerType === "mouse") setTip({ definition: type, beside: currentTarget });
                    }}
                    onPointerLeave={() => setTip(null)}
                    onFocus={({ currentTarget }) => {
                      if (currentTarget.matches(":focus-visible")) setTip({ definition: type, beside: currentTarget });
                    }}
                    onBlur={() => setTip(null)}
                    onClick={() => add(type.type)}
                    onDragEnd={() => view.setState({ draggedType: null, dropTarget: null, spliceTarget: null })}
                    onDragStart={(event) => {
                      event.dataTransfer.setData(DRAGGED_TYPE, type.type);
                      event.dataTransfer.effectAllowed = "copy";
                      view.setState({ draggedType: type });
                      setTip(null);
                    }}
                    className="flex h-8.5 w-full items-center gap-2.5 rounded-control px-1 text-left text-sm transition-colors hover:bg-raised"
                  >
                    <NodeTile category={type.category} icon={type.icon} />
                    <span className="min-w-0 truncate">{type.title}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {tip && <TypeTip id={`${id}-tip`} {...tip} />}
    </div>
  );
}
