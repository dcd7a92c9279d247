"use client";
import type { JsonObject } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { CardHost, Cards } from "@orrery/node-kit/card";
import { ReactFlowProvider } from "@xyflow/react";
import { type Ref, useImperativeHandle, useMemo, useState } from "react";
import type { CommandPlaces } from "../commands/command-places.ts";
import type { CompileStore } from "../compile/compile-store.ts";
import type { DocumentStore } from "../document/document-store.ts";
import type { MakeWorkflow } from "../extract-subflow/make-workflow.ts";
import type { RunControl } from "../run/run-control.ts";
import type { RunOverlay } from "../run/run-overlay.ts";
import type { Breakpoints } from "./breakpoints.ts";
import { EditorContext, type EditorServices } from "./editor-context.ts";
import { EditorFrame } from "./editor-frame.tsx";
import { createEditorView } from "./editor-view.ts";

/** What the page around an editor can ask of it, for its Run button. */
export interface WorkflowEditorHandle {
  /** Opens the form, or starts at once where nothing is asked for or the form is open and filled. */
  run(): void;
  /** Brings a node into view and opens it. */
  open(nodeId: string): void;
  /** Opens the limits and other settings of the whole workflow. */
  openSettings(): void;
}

export interface EditorRun {
  /** A run of this document is under way. */
  readonly active: boolean;
  /** Start was asked for and has not been answered. */
  readonly starting: boolean;
  readonly lastInput: JsonObject | null;
  /** `to`: only what leads to this node runs. */
  readonly onRun: (input: JsonObject, to?: string) => void;
  readonly onStop: () => void;
}

export interface WorkflowEditorProps {
  document: DocumentStore;
  compile: CompileStore;
  /** The run shown on the canvas; null before the first. */
  overlay: RunOverlay | null;
  catalog: Catalog;
  cards: Cards;
  host: CardHost;
  run: EditorRun;
  /** What can be done to the run that is shown; null where none is. */
  control: RunControl | null;
  breakpoints: Breakpoints;
  /** Pages, runs and workflows that the command palette can lead to. */
  places?: CommandPlaces;
  /** Makes a published workflow of nodes that are taken out of this one; absent where the person may not. */
  makeWorkflow?: MakeWorkflow;
  ref?: Ref<WorkflowEditorHandle>;
}

/** The whole editor below a page's top bar: palette, canvas, inspector, dock, and the form that starts a run. */
export function WorkflowEditor(props: WorkflowEditorProps) {
  const { document, compile, overlay, catalog, cards, host, run, control, breakpoints, places, makeWorkflow, ref } =
    props;
  const [view] = useState(() => createEditorView());
  const services = useMemo<EditorServices>(
    () => ({
      ...{ document, compile, overlay, control, breakpoints, catalog, cards, host, view },
      places: places ?? null,
      ...(makeWorkflow && { makeWorkflow }),
      drawing: document.getState().graph,
    }),
    [document, compile, overlay, control, breakpoints, catalog, cards, host, view, places, makeWorkflow],
  );
  const [handle, setHandle] = useState<WorkflowEditorHandle | null>(null);
  useImperativeHandle(
    ref,
    () => ({
      run: () => handle?.run(),
      open: (nodeId: string) => handle?.open(nodeId),
      openSettings: () => handle?.openSettings(),
    }),
    [handle],
  );
  return (
    <EditorContext value={services}>
      <ReactFlowProvider>
        <EditorFrame run={run} onHandle={setHandle} />
      </ReactFlowProvider>
    </EditorContext>
  );
}
