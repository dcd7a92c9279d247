"use client";
import type { Diagnostic } from "@orrery/plan";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { useCompileState } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";

/** What the compiler says of the whole document; press one to go to its place. */
export function Problems() {
  const { catalog, document, view } = useEditor();
  const compiled = useCompileState();
  const actions = useEditorActions();
  const diagnostics = compiled?.result.diagnostics ?? [];
  if (!compiled || diagnostics.length === 0) {
    return (
      <p className="flex items-center gap-2 p-4 text-muted text-sm">
        <CircleCheck aria-hidden size={16} strokeWidth={1.75} className="text-done" />
        No problems. The workflow can run as it is.
      </p>
    );
  }
  const byId = new Map(compiled.graph.nodes.map((node) => [node.id, node]));

  function placeOf(one: Diagnostic): string {
    const node = one.nodeId === undefined ? undefined : byId.get(one.nodeId);
    const title = node ? nodeShape(catalog, node).title : one.edgeId !== undefined ? "Connection" : "Workflow";
    const field = node && one.field !== undefined ? fieldLabel(node.type, one.field) : null;
    return field ? `${title} · ${field}` : title;
  }

  function fieldLabel(type: string, field: string): string {
    const specs = catalog.get(type)?.fields ?? [];
    return specs.find((spec) => field === spec.path || field.startsWith(`${spec.path}.`))?.label ?? field;
  }

  function open(one: Diagnostic) {
    if (one.edgeId !== undefined && one.nodeId === undefined) {
      view.setState({ selectedEdges: new Set([one.edgeId]), selectedNodes: new Set() });
      return;
    }
    if (one.nodeId === undefined) return;
    actions.reveal(one.nodeId);
    view.setState({
      inspectorTab: "configure",
      sheet: "inspector",
      focusField: one.field === undefined ? null : { nodeId: one.nodeId, field: one.field, at: Date.now() },
    });
  }

  return (
    <ul className="py-1">
      {diagnostics.map((one, index) => (
        <li key={index} className="flex items-center gap-1 px-2">
          <button
            type="button"
            onClick={() => open(one)}
            className="flex min-w-0 flex-1 items-start gap-2 rounded-control px-1.5 py-1.5 text-left text-xs hover:bg-raised"
          >
            {one.severity === "error" ? (
              <CircleAlert aria-label="Error" size={14} strokeWidth={1.75} className="mt-0.5 shrink-0 text-failed" />
            ) : (
              <TriangleAlert
                aria-label="Warning"
                size={14}
                strokeWidth={1.75}
                className="mt-0.5 shrink-0 text-waiting"
              />
            )}
            <span className="w-44 shrink-0 truncate text-muted max-md:w-24">{placeOf(one)}</span>
            <span className="min-w-0 flex-1 break-words">{one.message}</span>
            <span className="shrink-0 font-mono text-2xs text-dim max-md:hidden">{one.code}</span>
          </button>
          {one.fix?.kind === "edit" && document && (
            <button
              type="button"
              title={one.fix.title}
              onClick={() => one.fix?.kind === "edit" && document.edit(one.fix.op, one.fix.title)}
              className="shrink-0 rounded-chip px-2 py-1 font-semibold text-xs hover:bg-raised"
            >
              Fix<span className="sr-only">: {one.fix.title}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
