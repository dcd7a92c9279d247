"use client";
import { Button } from "@orrery/ui";
import { ArrowRight, Trash2 } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { useCompileState, useGraph } from "../editor/use-stores.ts";
import { FieldProblems } from "../fields/field-problems.tsx";
import { nodeShape } from "../flow/node-shape.ts";

export interface EdgeInspectorProps {
  edgeId: string;
  readOnly: boolean;
}

/** One connection: its two ends, what is wrong with it, and the way to remove it. */
export function EdgeInspector({ edgeId, readOnly }: EdgeInspectorProps) {
  const { catalog, document } = useEditor();
  const actions = useEditorActions();
  const graph = useGraph();
  const diagnostics = useCompileState()?.byEdge.get(edgeId) ?? [];
  const edge = graph.edges.find((one) => one.id === edgeId);
  const source = graph.nodes.find((node) => node.id === edge?.source);
  const target = graph.nodes.find((node) => node.id === edge?.target);
  if (!edge || !source || !target) return <div className="min-h-0 flex-1" />;
  const from = nodeShape(catalog, source);
  const handle = from.outputs.find((one) => one.id === edge.sourceHandle);
  return (
    <section aria-label="Connection" className="flex min-h-0 flex-1 flex-col gap-3 p-3.5">
      <h2 className="font-semibold text-sm">Connection</h2>
      <div className="flex min-w-0 flex-wrap items-center gap-1.5">
        <Button size="sm" onClick={() => actions.reveal(source.id)}>
          {from.title}
        </Button>
        {from.outputs.length > 1 && <span className="text-muted text-xs">{handle?.label ?? edge.sourceHandle}</span>}
        <ArrowRight aria-label="leads to" size={14} strokeWidth={1.75} className="text-dim" />
        <Button size="sm" onClick={() => actions.reveal(target.id)}>
          {nodeShape(catalog, target).title}
        </Button>
      </div>
      <FieldProblems
        diagnostics={diagnostics}
        onFix={
          readOnly || !document
            ? undefined
            : (one) => one.fix?.kind === "edit" && document.edit(one.fix.op, one.fix.title)
        }
      />
      {!readOnly && document && (
        <Button
          variant="danger"
          className="self-start"
          icon={<Trash2 aria-hidden size={14} strokeWidth={1.75} />}
          onClick={() => document.edit({ op: "edge.remove", id: edge.id })}
        >
          Remove
        </Button>
      )}
    </section>
  );
}
