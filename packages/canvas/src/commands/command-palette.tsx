"use client";
import { cx, Kbd } from "@orrery/ui";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { activeOf } from "./active-of.ts";
import type { CommandPlace } from "./command-places.ts";
import { EDITOR_COMMANDS } from "./editor-commands.ts";
import { type PaletteItem, paletteItems, paletteSections } from "./palette-items.ts";
import { recentCommands, rememberCommand } from "./recent-commands.ts";
import { useCommandContext } from "./use-command-context.ts";

export interface CommandPaletteProps {
  onRun: (() => void) | null;
  onClose: () => void;
}

/** Every action, node, type and page by its name: type a few letters, press Enter. */
export function CommandPalette({ onRun, onClose }: CommandPaletteProps) {
  const { places } = useEditor();
  const context = useCommandContext(onRun);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState("");
  const [known, setKnown] = useState<readonly CommandPlace[]>([]);
  const [recent] = useState(() => recentCommands(window.localStorage));
  useEffect(() => {
    let current = true;
    // Without an answer the palette has everything but the way to other pages.
    places?.list().then(
      (found) => current && setKnown(found),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [places]);
  const items = useMemo(
    () =>
      paletteItems(
        EDITOR_COMMANDS.filter(({ id }) => id !== "commands"),
        context(),
        { known, go: (href) => places?.go(href) },
      ),
    [context, known, places],
  );
  const sections = paletteSections(items, query, recent);
  const active = activeOf(
    sections.flatMap(({ items: found }) => found),
    at,
  );

  function choose({ id, why, act }: PaletteItem) {
    if (why !== null) return;
    rememberCommand(window.localStorage, id);
    onClose();
    // The dialog gives the keyboard back first; what is opened may take it.
    requestAnimationFrame(() => setTimeout(act));
  }

  return (
    <Command
      label="Find an action"
      shouldFilter={false}
      loop
      value={active}
      onValueChange={setAt}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex shrink-0 items-center gap-2.5 border-b px-4">
        <Search aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-dim" />
        <Command.Input
          autoFocus
          value={query}
          onValueChange={(text) => {
            setQuery(text);
            setAt("");
          }}
          placeholder="What do you want to do?"
          className="h-11 min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-dim"
        />
      </div>
      <Command.List label="What there is" className="more-below min-h-0 flex-1 overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-muted text-sm">
          Nothing is called “{query}”. Try a plainer word.
        </Command.Empty>
        {sections.map(({ title, items: found }) => (
          <Command.Group
            key={title}
            heading={title}
            className="pb-1 [&>[cmdk-group-heading]]:px-2.5 [&>[cmdk-group-heading]]:py-1.5 [&>[cmdk-group-heading]]:text-dim [&>[cmdk-group-heading]]:text-xs"
          >
            {found.map((item) => (
              <Command.Item
                key={item.id}
                value={item.id}
                disabled={item.why !== null}
                onSelect={() => choose(item)}
                className={cx(
                  "flex min-h-8.5 cursor-pointer items-center gap-3 rounded-control px-2.5 py-1 text-sm data-[selected=true]:bg-raised",
                  item.why !== null && "cursor-default text-dim",
                )}
              >
                <span className="min-w-0 flex-1 truncate">
                  <bdi>{item.title}</bdi>
                </span>
                {(item.why ?? item.detail) && (
                  <span className="min-w-0 max-w-[50%] shrink-0 truncate text-dim text-xs">
                    {item.why ?? item.detail}
                  </span>
                )}
                {item.keys && item.why === null && <Kbd>{item.keys}</Kbd>}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}
