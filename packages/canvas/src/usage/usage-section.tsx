"use client";
import type { GraphNode } from "@orrery/graph";
import { useMemo } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { useGraph } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { jumpTo } from "./jump-to-source.ts";
import { type NodeRead, nodeReads, usesOf } from "./node-reads.ts";

const MOST_LISTED = 100;

/** Where a node's value is read, and what the node itself reads: each leads there. */
export function UsageSection({ node }: { node: GraphNode }) {
  const { catalog, view } = useEditor();
  const actions = useEditorActions();
  const graph = useGraph();
  const titles = useMemo(
    () => new Map(graph.nodes.map((one) => [one.id, nodeShape(catalog, one).title])),
    [graph, catalog],
  );
  const uses = eachOnce(usesOf(graph, catalog, node.id));
  const reads = eachOnce(nodeReads(catalog, node).filter(({ name }) => titles.has(name)));
  const go = (nodeId: string, field: string | null) => jumpTo({ nodeId, field }, { actions, view });
  return (
    <div className="flex flex-col gap-3">
      <section aria-label="Used by">
        {uses.length === 0 && <p className="px-1.5 py-1 text-muted text-xs">No field reads what it gives.</p>}
        <ul>
          {uses.slice(0, MOST_LISTED).map(({ readerId, field, label, path }) => (
            <li key={`${readerId} ${field} ${path}`}>
              <Line
                title={titles.get(readerId) ?? readerId}
                detail={label}
                code={path === "" ? node.id : `${node.id}.${path}`}
                onGo={() => go(readerId, field)}
              />
            </li>
          ))}
        </ul>
        {uses.length > MOST_LISTED && <p className="px-1.5 text-dim text-xs">{uses.length - MOST_LISTED} more</p>}
      </section>
      {reads.length > 0 && (
        <section aria-label="Reads">
          <p className="text-dim text-xs">Reads</p>
          <ul>
            {reads.slice(0, MOST_LISTED).map(({ name, field, label, path }) => (
              <li key={`${field} ${name} ${path}`}>
                <Line
                  title={titles.get(name) ?? name}
                  detail={`in ${label}`}
                  code={path === "" ? name : `${name}.${path}`}
                  onGo={() => go(name, null)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** What one field reads several times, once. */
function eachOnce(reads: readonly NodeRead[]): readonly NodeRead[] {
  return [...new Map(reads.map((read) => [`${read.readerId} ${read.field} ${read.name} ${read.path}`, read])).values()];
}

interface LineProps {
  title: string;
  detail: string;
  code: string;
  onGo: () => void;
}

function Line({ title, detail, code, onGo }: LineProps) {
  return (
    <button
      type="button"
      onClick={onGo}
      className="flex w-full min-w-0 items-baseline gap-2 rounded-chip px-1.5 py-1 text-left text-sm hover:bg-raised"
    >
      <span className="min-w-0 flex-1 truncate">
        <bdi>{title}</bdi> <span className="text-dim text-xs">{detail}</span>
      </span>
      <span className="max-w-[50%] shrink-0 truncate font-mono text-code text-muted">{code}</span>
    </button>
  );
}
