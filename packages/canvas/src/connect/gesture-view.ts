import type { Point } from "@orrery/graph";
import type { NodeDefinition } from "@orrery/node-kit";
import type { SnapLine } from "../arrange/snap-lines.ts";
import type { Port } from "./fitting-ports.ts";

/** Where the menu of what can be added is open, and what it is for. */
export interface QuickAddWish {
  /** In the window, CSS pixels. */
  readonly at: Point;
  /** Where the new step is to stand on the canvas: its upper left corner; null for beside the port. */
  readonly place: Point | null;
  /** The port it is to be connected to; null where it stands by itself. */
  readonly from: Port | null;
  /** The connection it is to be put into. */
  readonly into?: string;
}

/** What a gesture under way shows on the canvas. Part of the editor's view: never saved, never undone. */
export interface GestureView {
  readonly quickAdd: QuickAddWish | null;
  /** The port a connection is being made from, by a drag, by a tap or in the menu. */
  readonly connecting: { readonly port: Port; readonly by: "drag" | "tap" | "menu" } | null;
  /** By `portKey`: where that connection may lead; null while none is made. */
  readonly fitting: ReadonlySet<string> | null;
  /** The connection that would take what is being dragged. */
  readonly spliceTarget: string | null;
  /** The lines that what is being dragged is held to. */
  readonly snapLines: readonly SnapLine[];
  /** The type that is being dragged from the palette. */
  readonly draggedType: NodeDefinition | null;
  /** By the id of a frame that is being dragged: what lies in it and moves along. */
  readonly carried: ReadonlyMap<string, ReadonlySet<string>>;
  /** Containers that are shown folded, by id; each viewer's own. */
  readonly collapsed: ReadonlySet<string>;
}

/** Nothing under way. */
export const NO_GESTURE: GestureView = {
  quickAdd: null,
  connecting: null,
  fitting: null,
  spliceTarget: null,
  snapLines: [],
  draggedType: null,
  carried: new Map(),
  collapsed: new Set(),
};
