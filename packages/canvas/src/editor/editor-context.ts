"use client";
import type { Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { CardHost, Cards } from "@orrery/node-kit/card";
import { createContext, use } from "react";
import type { CommandPlaces } from "../commands/command-places.ts";
import type { CompileStore } from "../compile/compile-store.ts";
import type { DocumentStore } from "../document/document-store.ts";
import type { MakeWorkflow } from "../extract-subflow/make-workflow.ts";
import type { RunControl } from "../run/run-control.ts";
import type { RunOverlay } from "../run/run-overlay.ts";
import type { Breakpoints } from "./breakpoints.ts";
import type { EditorViewStore } from "./editor-view.ts";

/** What every part of an editor or of a run page shares. It changes only when another document or run is opened. */
export interface EditorServices {
  /** Null on a run page: the drawing of a run does not change. */
  readonly document: DocumentStore | null;
  readonly compile: CompileStore | null;
  readonly overlay: RunOverlay | null;
  /** Null where the run shown, if there is one, is only looked at. */
  readonly control: RunControl | null;
  /** Where the next run is to pause; null on a run page. */
  readonly breakpoints: Breakpoints | null;
  readonly catalog: Catalog;
  readonly cards: Cards;
  readonly host: CardHost;
  readonly view: EditorViewStore;
  /** Where the palette can lead to outside of the editor; null where it leads nowhere. */
  readonly places: CommandPlaces | null;
  /** Makes a workflow of a drawing; absent where nobody may. */
  readonly makeWorkflow?: MakeWorkflow;
  /** The drawing shown where there is no document. */
  readonly drawing: Graph;
}

export const EditorContext = createContext<EditorServices | null>(null);

/** The services of the editor around a component. Throws outside of one. */
export function useEditor(): EditorServices {
  const services = use(EditorContext);
  if (!services) throw new Error("This belongs inside a <WorkflowEditor> or a <RunView>.");
  return services;
}
