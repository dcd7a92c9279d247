"use client";
import type { Graph } from "@orrery/graph";
import { cx } from "@orrery/ui";
import { useEffect, useRef } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { nodeShape } from "../flow/node-shape.ts";
import type { FieldHit } from "./find-hits.ts";

export interface HitListProps {
  id: string;
  graph: Graph;
  hits: readonly FieldHit[];
  activeKey: string;
  onGo: (hit: FieldHit, index: number) => void;
}

const MOST_SHOWN = 200;
const BEFORE = 24;
const AFTER = 60;

/** The id of a hit's line, which the field above names as the chosen one. */
export function optionId(list: string, key: string): string {
  return `${list}-${key.replace(/[^\w@-]/g, "_")}`;
}

/** Where it was found, node by node. Around the chosen line when there are very many. */
export function HitList({ id, graph, hits, activeKey, onGo }: HitListProps) {
  const { catalog } = useEditor();
  const list = useRef<HTMLDivElement>(null);
  const at = hits.findIndex(({ key }) => key === activeKey);
  const from = Math.max(0, Math.min(at - MOST_SHOWN / 2, hits.length - MOST_SHOWN));
  const shown = hits.slice(from, from + MOST_SHOWN).map((hit, index) => ({ hit, index: from + index }));
  const groups = [...Map.groupBy(shown, ({ hit: { place } }) => ("nodeId" in place ? place.nodeId : ""))];
  useEffect(() => {
    list.current?.querySelector(`#${CSS.escape(optionId(id, activeKey))}`)?.scrollIntoView({ block: "nearest" });
  }, [id, activeKey]);

  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Where it stands"
      className="more-below min-h-0 flex-1 overflow-y-auto border-t p-1.5"
    >
      {groups.map(([nodeId, of]) => {
        const node = graph.nodes.find((one) => one.id === nodeId);
        const title = node ? nodeShape(catalog, node).title : "This workflow";
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to no list
          <div key={nodeId} role="group" aria-label={title} className="pb-1">
            <p className="flex items-baseline gap-1.5 px-2 py-1 text-xs">
              <bdi className="min-w-0 truncate font-semibold">{title}</bdi>
              {node && <span className="truncate font-mono text-2xs text-dim">{nodeId}</span>}
            </p>
            {of.map(({ hit, index }) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above hears Enter and the arrows
              // biome-ignore lint/a11y/useFocusableInteractive: the keyboard stays in the field above
              <div
                key={hit.key}
                id={optionId(id, hit.key)}
                role="option"
                aria-selected={hit.key === activeKey}
                onClick={() => onGo(hit, index)}
                className={cx(
                  "flex cursor-pointer items-baseline gap-2 rounded-control px-2 py-1 text-xs hover:bg-raised",
                  hit.key === activeKey && "bg-raised",
                )}
              >
                <span className="w-24 shrink-0 truncate text-muted" title={hit.label}>
                  {hit.label}
                </span>
                <Snippet hit={hit} />
              </div>
            ))}
          </div>
        );
      })}
    </div>
  );
}

function Snippet({ hit: { text, hit } }: { hit: FieldHit }) {
  const before = text.slice(Math.max(0, hit.start - BEFORE), hit.start);
  return (
    <span className="min-w-0 flex-1 truncate font-mono text-code">
      {hit.start > BEFORE && "…"}
      {before}
      <mark className="rounded-[3px] bg-brass/30 text-ink">{text.slice(hit.start, hit.end)}</mark>
      {text.slice(hit.end, hit.end + AFTER)}
    </span>
  );
}
