"use client";
import { cx } from "@orrery/ui";
import { Command } from "cmdk";
import { ArrowRight } from "lucide-react";
import { useMemo, useState } from "react";
import { activeOf } from "../commands/active-of.ts";
import { rankItems } from "../commands/rank-items.ts";
import { useEditor } from "../editor/editor-context.ts";
import { onlySelected } from "../editor/editor-view.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { useGraph, useView } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { connectChoices } from "./connect-choices.ts";

const MOST_SHOWN = 100;

/** Connects the chosen node by choosing from a list where it leads: what a drag does, by keys and by ear. */
export function ConnectDialog({ onClose }: { onClose: () => void }) {
  const { catalog, view } = useEditor();
  const actions = useEditorActions();
  const graph = useGraph();
  const sourceId = useView(onlySelected);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState("");
  const source = graph.nodes.find(({ id }) => id === sourceId);
  const choices = useMemo(
    () =>
      (source ? connectChoices(graph, catalog, source) : []).map((choice) => ({
        ...choice,
        id: `${choice.ends.sourceHandle} ${choice.ends.target} ${choice.ends.targetHandle}`,
        words: [choice.ends.target, choice.way ?? "", choice.wayIn ?? ""],
      })),
    [graph, catalog, source],
  );
  if (!source) return <p className="p-4 text-muted text-sm">Choose one node first.</p>;
  const found = rankItems(choices, query);
  const shown = [...found.filter(({ why }) => why === null), ...found.filter(({ why }) => why !== null)].slice(
    0,
    MOST_SHOWN,
  );
  const { title } = nodeShape(catalog, source);

  return (
    <Command
      label={`Connect ${title} to`}
      shouldFilter={false}
      loop
      value={activeOf(shown, at)}
      onValueChange={setAt}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex shrink-0 items-center gap-2.5 border-b px-4">
        <span className="flex max-w-[45%] shrink-0 items-center gap-1.5 text-sm">
          <bdi className="truncate font-semibold">{title}</bdi>
          <ArrowRight aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-dim" />
        </span>
        <Command.Input
          autoFocus
          value={query}
          onValueChange={(text) => {
            setQuery(text);
            setAt("");
          }}
          placeholder="leads to…"
          className="h-11 min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-dim"
        />
      </div>
      <Command.List label="Where it can lead" className="more-below min-h-0 flex-1 overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-muted text-sm">
          {choices.length === 0 ? "There is nothing that it could lead to." : `No node is called “${query}”.`}
        </Command.Empty>
        {shown.map(({ id, ends, title: to, way, wayIn, why }) => (
          <Command.Item
            key={id}
            value={id}
            disabled={why !== null}
            onSelect={() => {
              onClose();
              actions.connect(ends);
              view.setState({ selectedNodes: new Set([source.id]) });
            }}
            className={cx(
              "flex min-h-8.5 cursor-pointer items-center gap-2 rounded-control px-2.5 py-1 text-sm data-[selected=true]:bg-raised",
              why !== null && "cursor-default flex-wrap text-dim",
            )}
          >
            {way !== null && <span className="max-w-[30%] shrink-0 truncate text-muted">{way}</span>}
            {way !== null && <ArrowRight aria-hidden size={13} strokeWidth={1.75} className="shrink-0 text-dim" />}
            <bdi className="min-w-0 truncate">{to}</bdi>
            <span className="shrink-0 font-mono text-2xs text-dim">{ends.target}</span>
            {wayIn !== null && <span className="shrink-0 text-dim text-xs">{wayIn}</span>}
            {why !== null && <span className="w-full text-xs">{why}</span>}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
