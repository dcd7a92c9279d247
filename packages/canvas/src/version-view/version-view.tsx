"use client";
import type { Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { CardHost, Cards } from "@orrery/node-kit/card";
import { ReactFlowProvider } from "@xyflow/react";
import { type ReactNode, useMemo, useState } from "react";
import { CommentsLayer } from "../comments/comments-layer.tsx";
import { CanvasTools } from "../editor/canvas-tools.tsx";
import { EditorContext, type EditorServices, useEditor } from "../editor/editor-context.ts";
import { createEditorView } from "../editor/editor-view.ts";
import { NarrowBar, NarrowSheet } from "../editor/narrow-bar.tsx";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { useEditorKeys } from "../editor/use-editor-keys.ts";
import { useNarrow } from "../editor/use-narrow.ts";
import { useView } from "../editor/use-stores.ts";
import { FlowCanvas } from "../flow/flow-canvas.tsx";
import { Inspector } from "../inspector/inspector.tsx";
import { PresenceLayer } from "../presence/presence-layer.tsx";
import { ChangeList } from "./change-list.tsx";
import { graphChanges } from "./graph-changes.ts";

export interface VersionViewProps {
  /** The drawing as it was published. */
  graph: Graph;
  /** The drawing as it is now; null where `graph` is that one. */
  draft: Graph | null;
  /** What stands beside the drawing while nothing in it is chosen; on a narrow screen above it. */
  about?: ReactNode;
  catalog: Catalog;
  cards: Cards;
  host: CardHost;
}

/** A drawing on its read-only canvas; of a published one, what has been done to the draft since, in words. */
export function VersionView({ graph, draft, about, catalog, cards, host }: VersionViewProps) {
  const [view] = useState(() => createEditorView());
  const services = useMemo<EditorServices>(
    () => ({
      ...{ document: null, compile: null, overlay: null, control: null, breakpoints: null },
      ...{ catalog, cards, host, view, places: null, drawing: graph },
    }),
    [catalog, cards, host, view, graph],
  );
  return (
    <EditorContext value={services}>
      <ReactFlowProvider>
        <VersionFrame draft={draft} about={about} />
      </ReactFlowProvider>
    </EditorContext>
  );
}

function VersionFrame({ draft, about }: { draft: Graph | null; about: ReactNode }) {
  const { catalog, drawing } = useEditor();
  const actions = useEditorActions();
  const narrow = useNarrow();
  const chosen = useView((state) => state.selectedNodes.size + state.selectedEdges.size);
  const changes = useMemo(
    () => (draft === null ? null : graphChanges(drawing, draft, catalog)),
    [drawing, draft, catalog],
  );
  useEditorKeys({ actions, readOnly: true, onRun: null });
  return (
    <div className="flex h-full min-h-0 min-w-0 bg-ground text-ink">
      <div className="flex min-w-0 flex-1 flex-col">
        {narrow && changes && <ChangeList changes={changes} isFolded />}
        {narrow && about && (
          <section aria-label="About" className="more-below max-h-[45%] shrink-0 overflow-y-auto border-b bg-panel">
            {about}
          </section>
        )}
        <section aria-label="Canvas" className="relative min-h-0 flex-1">
          <FlowCanvas readOnly minimap={!narrow} narrow={narrow}>
            <CanvasTools actions={actions} narrow={narrow} />
            <PresenceLayer />
            <CommentsLayer />
            {narrow && <NarrowBar readOnly />}
          </FlowCanvas>
        </section>
      </div>
      {narrow ? (
        <NarrowSheet panel="inspector" title="Details">
          <Inspector readOnly />
        </NarrowSheet>
      ) : (
        <aside
          aria-label={chosen === 0 && about ? "About" : "Inspector"}
          className="flex w-86 shrink-0 flex-col border-l bg-panel"
        >
          {chosen > 0 && <Inspector readOnly />}
          {chosen === 0 && changes && <ChangeList changes={changes} isFolded={false} />}
          {chosen === 0 && about && <div className="more-below min-h-0 flex-1 overflow-y-auto">{about}</div>}
          {chosen === 0 && !changes && !about && (
            <p className="p-4 text-muted text-sm">Select a node to see what it does and how it is set up.</p>
          )}
        </aside>
      )}
    </div>
  );
}
