"use client";
import { type GraphEdge, type GraphNode, isToolEdge, TOOLS } from "@orrery/graph";
import { IconButton, Select } from "@orrery/ui";
import { X } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { useGraph } from "../editor/use-stores.ts";
import { checkConnection } from "../flow/check-connection.ts";
import { nodeShape } from "../flow/node-shape.ts";

export interface ConnectionsSectionProps {
  node: GraphNode;
  readOnly: boolean;
}

const TOOLS_HANDLE = { id: TOOLS, label: "Tools" };

/** Where a node is led to from and where it leads, to be read and changed without drawing lines. */
export function ConnectionsSection({ node, readOnly }: ConnectionsSectionProps) {
  const { catalog, document } = useEditor();
  const actions = useEditorActions();
  const graph = useGraph();
  const titles = new Map(graph.nodes.map((one) => [one.id, nodeShape(catalog, one).title]));
  const shape = nodeShape(catalog, node);
  const arriving = graph.edges.filter((edge) => edge.target === node.id);
  const before = arriving.filter((edge) => !isToolEdge(edge));
  const callers = arriving.filter(isToolEdge);
  const ways = callers.length > 0 ? [] : shape.hasTools ? [...shape.outputs, TOOLS_HANDLE] : shape.outputs;

  const row = (edge: GraphEdge, other: string) => (
    <li key={edge.id} className="flex items-center gap-1">
      <button
        type="button"
        onClick={() => actions.reveal(other)}
        className="min-w-0 flex-1 truncate rounded-chip px-1.5 py-1 text-left text-sm hover:bg-raised"
      >
        {titles.get(other) ?? other}
      </button>
      {!readOnly && (
        <IconButton
          name={`Remove the connection with ${titles.get(other) ?? other}`}
          size="sm"
          onClick={() => document?.edit({ op: "edge.remove", id: edge.id })}
          icon={<X aria-hidden size={14} strokeWidth={1.75} />}
        />
      )}
    </li>
  );

  return (
    <div className="flex flex-col gap-3">
      {callers.length > 0 && (
        <section aria-label="Tool of">
          <p className="text-dim text-xs">Tool of</p>
          <ul>{callers.map((edge) => row(edge, edge.source))}</ul>
        </section>
      )}
      {callers.length === 0 && shape.inputs.length > 0 && (
        <section aria-label="Comes after">
          <p className="text-dim text-xs">Comes after</p>
          {before.length === 0 && <p className="px-1.5 py-1 text-muted text-xs">Nothing leads here yet.</p>}
          <ul>{before.map((edge) => row(edge, edge.source))}</ul>
        </section>
      )}
      {ways.map((handle) => {
        const after = graph.edges.filter((edge) => edge.source === node.id && edge.sourceHandle === handle.id);
        const options = readOnly
          ? []
          : graph.nodes.flatMap((other) => {
              const entry = nodeShape(catalog, other).inputs[0];
              if (!entry) return [];
              const ends = { source: node.id, sourceHandle: handle.id, target: other.id, targetHandle: entry.id };
              return checkConnection(graph, catalog, ends).ok
                ? [{ value: other.id, label: titles.get(other.id) ?? other.id, aside: other.id }]
                : [];
            });
        return (
          <section key={handle.id} aria-label={handle.label}>
            <p className="text-dim text-xs">{handle.label}</p>
            <ul>{after.map((edge) => row(edge, edge.target))}</ul>
            {options.length > 0 && (
              <Select
                label={`${handle.label}: connect to`}
                placeholder="Connect to…"
                value={null}
                onValueChange={(target) => {
                  const other = graph.nodes.find((one) => one.id === target);
                  const entry = other && nodeShape(catalog, other).inputs[0];
                  if (entry) {
                    actions.connect({ source: node.id, sourceHandle: handle.id, target, targetHandle: entry.id });
                  }
                }}
                options={options}
              />
            )}
          </section>
        );
      })}
    </div>
  );
}
