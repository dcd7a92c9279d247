"use client";
import { nodeReading, scopeKeyOf } from "@orrery/engine";
import type { GraphNode } from "@orrery/graph";
import { useMemo } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useCompileState, useGraph, useRun } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { localSource, storedSource } from "./data-source.ts";
import { PartTree } from "./part-tree.tsx";
import { pathText } from "./path-text.ts";

interface Given {
  readonly source: GraphNode;
  /** Null where it is pinned. */
  readonly valueId: string | null;
}

/** What the steps before a node gave last, to be dragged into its fields, or copied as paths. */
export function DataBefore({ node }: { node: GraphNode }) {
  const { overlay } = useEditor();
  // What steps give comes in while a run is under way.
  useRun();
  const graph = useGraph();
  const compiled = useCompileState();
  const names = [...(compiled?.result.scopes.get(node.id)?.node.variables.keys() ?? [])];
  const state = overlay?.runState() ?? null;
  const stepKey = overlay?.getNode(node.id).stepKey ?? node.id;
  const given = names.flatMap((id): readonly Given[] => {
    const source = graph.nodes.find((one) => one.id === id);
    if (source === undefined) return [];
    if (source.pinned !== undefined) return [{ source, valueId: null }];
    const output = state === null ? null : nodeReading(state, scopeKeyOf(stepKey), id).output;
    return output == null ? [] : [{ source, valueId: output.id }];
  });
  if (given.length === 0)
    return <p className="text-muted text-xs">Nothing before it has run yet. Run it once, or pin an output.</p>;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-muted text-xs">Drag a value into a field, or copy its path.</p>
      {given.map(({ source, valueId }) => (
        <SourceTree key={source.id} node={source} valueId={valueId} />
      ))}
    </div>
  );
}

function SourceTree({ node, valueId }: { node: GraphNode; valueId: string | null }) {
  const { catalog, host, view } = useEditor();
  const pinned = node.pinned?.output ?? null;
  const source = useMemo(
    () => (valueId === null ? localSource(pinned) : storedSource(host, valueId)),
    [host, valueId, pinned],
  );
  const { title } = nodeShape(catalog, node);
  function copy(words: string, text: string) {
    navigator.clipboard.writeText(text).then(
      () => view.setState({ notice: `${words} is copied.` }),
      () => view.setState({ notice: "The browser does not let this page use the clipboard." }),
    );
  }
  return (
    <section aria-label={`What ${title} gave`} className="min-w-0 overflow-x-auto rounded-control border bg-field p-2">
      <h3 className="mb-1 text-muted text-xs">
        {title}
        {valueId === null && ", pinned"}
      </h3>
      <PartTree source={source} path={[]} at={[]} pathOf={(path) => pathText(node.id, path)} onCopy={copy} />
    </section>
  );
}
