"use client";
import type { GraphNode } from "@orrery/graph";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { useGraph } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { rememberJump } from "./jump-history.ts";
import { sourcesOf } from "./node-reads.ts";

/** The nodes that an input comes from, each the way there. Nothing where it comes from none. */
export function ReadsLine({ node }: { node: GraphNode }) {
  const { catalog, view } = useEditor();
  const actions = useEditorActions();
  const sources = sourcesOf(useGraph(), catalog, node);
  if (sources.length === 0) return null;
  return (
    <p className="flex flex-wrap items-baseline gap-x-1.5 gap-y-1 text-muted text-xs">
      Comes from
      {sources.map((source) => (
        <button
          key={source.id}
          type="button"
          onClick={() => {
            rememberJump(view, { nodeId: node.id, field: null });
            actions.reveal(source.id);
            // What came from there is what it gave.
            view.setState({ inspectorTab: "output" });
          }}
          className="max-w-full truncate rounded-chip border px-1.5 py-0.5 text-ink hover:bg-raised"
        >
          {nodeShape(catalog, source).title}
        </button>
      ))}
    </p>
  );
}
