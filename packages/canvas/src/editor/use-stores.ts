"use client";
import type { ExprType } from "@orrery/expr";
import type { Graph, GraphNode } from "@orrery/graph";
import type { Diagnostic } from "@orrery/plan";
import { useCallback, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import type { CompileState } from "../compile/compile-store.ts";
import type { DocumentState } from "../document/document-store.ts";
import { nodeMarks } from "../flow/node-marks.ts";
import { IDLE_NODE_RUN, type NodeRun } from "../run/node-run.ts";
import type { RunOverlayState } from "../run/run-overlay.ts";
import { useEditor } from "./editor-context.ts";
import type { EditorView } from "./editor-view.ts";

const never = () => () => {};
const NO_DIAGNOSTICS: readonly Diagnostic[] = [];

/** A slice of what is open and chosen. */
export function useView<T>(select: (view: EditorView) => T): T {
  return useStore(useEditor().view, select);
}

/** The graph shown: the document, or the drawing of a run. */
export function useGraph(): Graph {
  const { document, drawing } = useEditor();
  const read = () => document?.getState().graph ?? drawing;
  return useSyncExternalStore(document?.subscribe ?? never, read, read);
}

/** One node of the graph shown; keeps its identity while the node is unchanged. */
export function useGraphNode(nodeId: string): GraphNode | undefined {
  return useGraph().nodes.find((node) => node.id === nodeId);
}

/** Whether a node is switched off, by itself or with what it stands in. */
export function useIsOff(nodeId: string): boolean {
  const { document, drawing } = useEditor();
  const read = () => nodeMarks(document?.getState().graph ?? drawing).off.has(nodeId);
  return useSyncExternalStore(document?.subscribe ?? never, read, read);
}

/** The id of the node that this one undoes when a run fails; null where it undoes none. */
export function useUndoes(nodeId: string): string | null {
  const { document, drawing } = useEditor();
  const read = () => nodeMarks(document?.getState().graph ?? drawing).undoes.get(nodeId) ?? null;
  return useSyncExternalStore(document?.subscribe ?? never, read, read);
}

/** Whether the next run pauses before this node; on a run page, whether the run shown does. */
export function useBreakpoint(nodeId: string): boolean {
  const { breakpoints, overlay } = useEditor();
  const read = () =>
    breakpoints ? breakpoints.getState().has(nodeId) : (overlay?.runState().control.breakpoints.has(nodeId) ?? false);
  return useSyncExternalStore(breakpoints?.subscribe ?? overlay?.subscribe ?? never, read, read);
}

/** The document's state; null on a run page. */
export function useDocumentState(): DocumentState | null {
  const { document } = useEditor();
  const read = () => document?.getState() ?? null;
  return useSyncExternalStore(document?.subscribe ?? never, read, read);
}

export function useCompileState(): CompileState | null {
  const { compile } = useEditor();
  const read = () => compile?.getState() ?? null;
  return useSyncExternalStore(compile?.subscribe ?? never, read, read);
}

/** Diagnostics of one node. */
export function useDiagnostics(nodeId: string): readonly Diagnostic[] {
  const { compile } = useEditor();
  const subscribe = useCallback(
    (listener: () => void) => compile?.subscribeNode(nodeId, listener) ?? (() => {}),
    [compile, nodeId],
  );
  const read = () => compile?.getNode(nodeId) ?? NO_DIAGNOSTICS;
  return useSyncExternalStore(subscribe, read, read);
}

/** The live state of one node; a card listens to its own and to nothing else. */
export function useNodeRun(nodeId: string): NodeRun {
  const { overlay } = useEditor();
  const subscribe = useCallback(
    (listener: () => void) => overlay?.subscribeNode(nodeId, listener) ?? (() => {}),
    [overlay, nodeId],
  );
  const read = () => overlay?.getNode(nodeId) ?? IDLE_NODE_RUN;
  return useSyncExternalStore(subscribe, read, read);
}

/** The run as a whole; null without one. */
export function useRun(): RunOverlayState | null {
  const { overlay } = useEditor();
  const read = () => overlay?.getState() ?? null;
  return useSyncExternalStore(overlay?.subscribe ?? never, read, read);
}

/** Whether a moment of the past is shown, which can only be looked at. */
export function usePastShown(): boolean {
  const { overlay } = useEditor();
  const read = () => overlay !== null && overlay.getState().playhead !== null;
  return useSyncExternalStore(overlay?.subscribe ?? never, read, read);
}

/** The inferred type of what a node gives; unknown before the first compilation and on a run page. */
export function useOutputType(nodeId: string): ExprType | undefined {
  const { compile } = useEditor();
  const read = () => compile?.getState().result.outputs.get(nodeId);
  return useSyncExternalStore(compile?.subscribe ?? never, read, read);
}
