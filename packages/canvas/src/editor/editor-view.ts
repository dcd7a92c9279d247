import { nodeIdOf, planStepKeyOf } from "@orrery/engine";
import { createStore, type StoreApi } from "zustand/vanilla";
import { type GestureView, NO_GESTURE } from "../connect/gesture-view.ts";
import type { Ends } from "../flow/check-connection.ts";
import type { PartialWish } from "../partial-run/partial-wish.ts";

export type InspectorTab = "configure" | "turns" | "input" | "output" | "attempts" | "origins" | "docs";
export type DockTab = "timeline" | "log" | "problems";
export type OpenPanel = "palette" | "inspector" | "run" | "settings" | null;

/** Which step is to be made again, and how: by itself, with another output in its place, or with another input of the run. */
export interface RerunWish {
  readonly stepKey: string;
  readonly way: "again" | "output" | "input";
}

/** What is open over the whole editor. */
export type EditorDialog = "commands" | "shortcuts" | "find" | "replace" | "connect" | "extract";

/** What is said of a node beside its run: it gave what is looked at, or differs between two runs. */
export interface NodeMark {
  readonly tone: "lit" | "first" | "second" | "path" | "output";
  /** A word or two over the card. */
  readonly word: string;
}

/** What is open, chosen and looked at in one editor. Never saved, never undone. */
export interface EditorView extends GestureView {
  readonly selectedNodes: ReadonlySet<string>;
  readonly selectedEdges: ReadonlySet<string>;
  readonly inspectorTab: InspectorTab;
  readonly inspectorOpen: boolean;
  readonly inspectorWidth: number;
  readonly paletteOpen: boolean;
  readonly dockTab: DockTab;
  readonly dockOpen: boolean;
  readonly dockHeight: number;
  /** The panel over a narrow screen. */
  readonly sheet: OpenPanel;
  readonly runPanelOpen: boolean;
  /** The settings of the whole workflow, in the place of the inspector. */
  readonly settingsOpen: boolean;
  /** What is to be run again; its dialog is open. */
  readonly rerun: RerunWish | null;
  /** Which part of the draft is to be run; its dialog is open. */
  readonly partialRun: PartialWish | null;
  /** The step whose data are shown large. */
  readonly largeData: { readonly nodeId: string; readonly stepKey: string } | null;
  /** The node whose pinned output is being edited. */
  readonly pinning: string | null;
  readonly dialog: EditorDialog | null;
  /** A field to focus in the inspector, by its path in dots; `@name` and `@id` stand in its head. */
  readonly focusField: { readonly nodeId: string; readonly field: string; readonly at: number } | null;
  /** The container that would take what is being dragged. */
  readonly dropTarget: string | null;
  /** The step of the chosen node that was asked for by its key. */
  readonly wantedStep: string | null;
  /** By node id; where there are any, the other nodes step back. */
  readonly marks: ReadonlyMap<string, NodeMark>;
  /** By node id: what of it was other than usual in the run shown, in words. */
  readonly unusual: ReadonlyMap<string, string>;
  /** The panel of comments: of one node, or all; null: it is closed. */
  readonly comments: { readonly nodeId: string | null } | null;
  /** Why the last thing tried on the canvas was not possible. */
  readonly notice: string | null;
  /** Words for who listens to the screen instead of looking at it. */
  readonly said: string | null;
  /** The edge to draw with the next edit of this node's fields, if that reads the edge's source. */
  readonly connectWithEdit: Ends | null;
}

export type EditorViewStore = StoreApi<EditorView>;

const NOTHING: ReadonlySet<string> = new Set();

/** The view of an editor that has just opened; `firstTab` is what the inspector shows of the first node chosen. */
export function createEditorView(firstTab: InspectorTab = "configure"): EditorViewStore {
  const roomy = typeof window === "undefined" || window.innerWidth >= 768;
  return createStore<EditorView>(() => ({
    selectedNodes: NOTHING,
    selectedEdges: NOTHING,
    inspectorTab: firstTab,
    // On a tablet the panel would leave little of the canvas.
    inspectorOpen: typeof window === "undefined" || window.innerWidth < 768 || window.innerWidth >= 1024,
    inspectorWidth: 344,
    paletteOpen: true,
    dockTab: "timeline",
    dockOpen: roomy,
    dockHeight: 216,
    sheet: null,
    runPanelOpen: false,
    settingsOpen: false,
    rerun: null,
    partialRun: null,
    pinning: null,
    largeData: null,
    dialog: null,
    focusField: null,
    dropTarget: null,
    wantedStep: null,
    marks: new Map(),
    unusual: new Map(),
    comments: null,
    notice: null,
    said: null,
    connectWithEdit: null,
    ...NO_GESTURE,
  }));
}

/** Chooses one node, and the tab the inspector shows of it. */
export function selectNode(view: EditorViewStore, nodeId: string | null, tab?: InspectorTab): void {
  view.setState({
    selectedNodes: nodeId === null ? NOTHING : new Set([nodeId]),
    selectedEdges: NOTHING,
    wantedStep: null,
    ...(tab && { inspectorTab: tab }),
  });
}

/** Chooses the node of a step and shows what that very step gave. */
export function selectStep(view: EditorViewStore, stepKey: string): void {
  // What happens within a step is read among its turns.
  selectNode(view, nodeIdOf(stepKey), planStepKeyOf(stepKey) === stepKey ? "output" : "turns");
  view.setState({ wantedStep: stepKey });
}

/** The one node chosen; null for none or several. */
export function onlySelected(view: EditorView): string | null {
  if (view.selectedNodes.size !== 1) return null;
  const [only] = view.selectedNodes;
  return only ?? null;
}
