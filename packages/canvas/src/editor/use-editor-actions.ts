"use client";
import type { Point } from "@orrery/graph";
import type { NodeDefinition } from "@orrery/node-kit";
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useMemo } from "react";
import { type Alignment, type Direction, planAlign, planDistribute } from "../arrange/align-nodes.ts";
import { glide } from "../arrange/glide.ts";
import { sizesOf } from "../arrange/sizes-of.ts";
import { tidyInWorker } from "../arrange/tidy-in-worker.ts";
import { tidyOrder } from "../arrange/tidy-order.ts";
import { drawnGraph } from "../collapse/drawn-graph.ts";
import { toggleCollapsed, unfoldAround } from "../collapse/toggle-collapsed.ts";
import { visibleGraph } from "../collapse/visible-graph.ts";
import { freePlace } from "../connect/free-place.ts";
import { canvasRoom } from "../flow/canvas-room.ts";
import type { Ends } from "../flow/check-connection.ts";
import type { FlowNode } from "../flow/flow-nodes.ts";
import { nodeBoxes } from "../flow/node-boxes.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { fitViewport } from "../flow/opening-viewport.ts";
import { maybeForeign, readPaste } from "../foreign-paste/read-paste.ts";
import { withMembers } from "../groups/group-members.ts";
import { planGroup } from "../groups/plan-group.ts";
import { openQuickAdd } from "../quick-add/open-quick-add.ts";
import { useEditor } from "./editor-context.ts";
import {
  type AddPlace,
  copyText,
  type Dropped,
  type PlannedEdit,
  planAdd,
  planConnect,
  planDelete,
  planDrop,
  planDuplicate,
  planNudge,
  planPaste,
  planToggleOff,
} from "./editor-edits.ts";
import { onlySelected } from "./editor-view.ts";

export interface EditorActions {
  /** Makes an edit that was planned, chooses what came of it, or says why it cannot be. */
  apply(plan: PlannedEdit): void;
  /** Where it was dropped; without a place beside the chosen node, or in the middle of what is seen. */
  add(definition: NodeDefinition, at?: Point): void;
  connect(ends: Ends): void;
  deleteSelected(): void;
  /** The chosen nodes as the clipboard carries them; null where nothing is chosen. */
  copyText(): string | null;
  pasteText(text: string): void;
  duplicate(): void;
  nudge(by: Point): void;
  drop(dropped: readonly Dropped[]): void;
  selectAll(): void;
  /** Turns nodes off, or on again. */
  toggleOff(nodeIds: Iterable<string>): void;
  /** Lets runs pause before nodes, or no longer. */
  toggleBreakpoints(nodeIds: Iterable<string>): void;
  /** Lays out the chosen nodes, or everything where at most one is chosen. */
  tidy(): Promise<void>;
  align(alignment: Alignment): void;
  distribute(direction: Direction): void;
  /** Draws a group around the chosen nodes. */
  group(): void;
  /** Folds containers, or opens them again; only for who looks. */
  fold(nodeIds: Iterable<string>): void;
  /** Opens the menu of what can be added: after these nodes' last, or where the pointer is. */
  quickAdd(after: ReadonlySet<string>): void;
  fit(): void;
  zoom(way: "in" | "out" | "full"): void;
  /** Brings a node into view and chooses it. */
  reveal(nodeId: string): void;
  /** The same, and takes the keyboard to one of its fields: a path in dots, `@name` or `@id` of its head. Null: to none. */
  openField(nodeId: string, field: string | null): void;
  /** Chooses a connection, brings it into view and gives it the keyboard. */
  goToEdge(edgeId: string): void;
}

/** What people do to the document on the canvas: plan the edit, make it, choose what came of it, or say why not. */
export function useEditorActions(): EditorActions {
  const { document, breakpoints, catalog, compile, view, drawing } = useEditor();
  const flow = useReactFlow<FlowNode>();
  const store = useStoreApi();
  return useMemo(() => {
    const graph = () => document?.getState().graph ?? drawing;
    const seen = () => drawnGraph(visibleGraph(graph(), view.getState().collapsed), sizesOf(flow));
    const chosen = () => view.getState().selectedNodes;

    function make(plan: PlannedEdit): void {
      if (!document) return;
      if (!plan.ok) {
        if (plan.why !== "") view.setState({ notice: plan.why });
        return;
      }
      const result = document.edit(plan.op, plan.name);
      if (!result.ok) view.setState({ notice: result.message });
      else {
        const notice = plan.notice ?? null;
        const left = new Set(graph().nodes.map((node) => node.id));
        if (plan.select.length === 0) view.setState({ notice, selectedNodes: chosen().intersection(left) });
        else view.setState({ selectedNodes: new Set(plan.select), selectedEdges: new Set(), notice });
        if (plan.open) {
          view.setState({
            inspectorOpen: true,
            inspectorTab: "configure",
            sheet: "inspector",
            focusField: { ...plan.open, at: Date.now() },
          });
        }
      }
    }

    function placeFor(definition: NodeDefinition, at: Point | undefined): AddPlace {
      if (at) return { at };
      const beside = onlySelected(view.getState());
      const node = beside === null ? undefined : flow.getInternalNode(beside);
      if (node && definition.traits.role !== "note") {
        const { x, y } = node.internals.positionAbsolute;
        return { at: freePlace(flow, { x: x + (node.measured.width ?? 232) + 72, y }), after: beside };
      }
      const pane = window.document.querySelector(".orrery-flow")?.getBoundingClientRect();
      const middle = flow.screenToFlowPosition({
        x: (pane?.left ?? 0) + (pane?.width ?? 800) / 2,
        y: (pane?.top ?? 0) + (pane?.height ?? 600) / 2,
      });
      return { at: freePlace(flow, { x: middle.x - 116, y: middle.y - 46 }) };
    }

    const actions: EditorActions = {
      apply: make,
      add: (definition, at) =>
        make(planAdd(graph(), catalog, definition, { ...placeFor(definition, at), seen: seen() })),
      connect: (ends) => make(planConnect(graph(), catalog, ends, compile?.interfaces)),
      deleteSelected: () => make(planDelete(graph(), chosen(), view.getState().selectedEdges)),
      copyText: () => (chosen().size === 0 ? null : copyText(graph(), chosen())),
      pasteText(text) {
        if (!maybeForeign(text)) make(planPaste(graph(), text, null));
        else void readPaste(text).then((ours) => make(planPaste(graph(), ours, null)));
      },
      duplicate: () => make(planDuplicate(graph(), chosen())),
      nudge(by) {
        const plan = planNudge(graph(), withMembers(seen(), catalog, chosen(), sizesOf(flow)), by);
        make(plan.ok ? { ...plan, select: [...chosen()] } : plan);
      },
      drop: (dropped) => make(planDrop(seen(), catalog, dropped)),
      group: () => make(planGroup(graph(), catalog, chosen(), sizesOf(flow))),
      fold: (nodeIds) => toggleCollapsed(view, graph(), catalog, nodeIds),
      selectAll: () => view.setState({ selectedNodes: new Set(graph().nodes.map((node) => node.id)) }),
      toggleOff: (nodeIds) => make(planToggleOff(graph(), catalog, new Set(nodeIds))),
      toggleBreakpoints(nodeIds) {
        const wanted = new Set(nodeIds);
        for (const node of graph().nodes) {
          if (wanted.has(node.id) && nodeShape(catalog, node).kind !== "note") breakpoints?.toggle(node.id);
        }
      },
      async tidy() {
        const some = chosen();
        const order = tidyOrder({
          graph: graph(),
          catalog,
          sizes: sizesOf(flow),
          collapsed: view.getState().collapsed,
          only: some.size > 1 ? some : null,
        });
        const op = await tidyInWorker(order);
        const name = order.only === null ? "Tidy" : "Tidy what is chosen";
        if (op === null) view.setState({ notice: "It is tidy already." });
        else glide(() => make({ ok: true, op, select: [], name }));
      },
      align: (alignment) => make(planAlign(graph(), chosen(), sizesOf(flow), alignment)),
      distribute: (direction) => make(planDistribute(graph(), chosen(), sizesOf(flow), direction)),
      quickAdd: (nodes) => openQuickAdd({ graph: graph(), catalog, view, flow }, nodes),
      fit() {
        const canvas = store.getState().domNode;
        const boxes = nodeBoxes(flow);
        if (canvas && boxes.length > 0) {
          void flow.setViewport(fitViewport(boxes, canvasRoom(canvas)), { duration: 160 });
        }
      },
      zoom(way) {
        if (way === "in") void flow.zoomIn({ duration: 120 });
        else if (way === "out") void flow.zoomOut({ duration: 120 });
        else void flow.zoomTo(1, { duration: 120 });
      },
      openField(nodeId, field) {
        actions.reveal(nodeId);
        view.setState({
          ...{ inspectorTab: "configure", sheet: "inspector", runPanelOpen: false, settingsOpen: false },
          focusField: field === null ? null : { nodeId, field, at: Date.now() },
        });
      },
      reveal(nodeId) {
        unfoldAround(view, graph(), nodeId);
        view.setState({ selectedNodes: new Set([nodeId]), selectedEdges: new Set(), inspectorOpen: true });
        void flow.fitView({
          nodes: [{ id: nodeId }],
          duration: 160,
          padding: 0.6,
          maxZoom: 1,
          includeHiddenNodes: true,
        });
      },
      goToEdge(edgeId) {
        const edge = graph().edges.find((one) => one.id === edgeId);
        const canvas = store.getState().domNode;
        const drawn = canvas?.querySelector<SVGElement>(`.react-flow__edge[data-id="${CSS.escape(edgeId)}"]`);
        if (!edge || !canvas) return;
        view.setState({ selectedNodes: new Set(), selectedEdges: new Set([edgeId]) });
        // Of a large drawing what is out of sight is not drawn.
        if (drawn) {
          drawn.focus({ preventScroll: true });
          const shown = canvas.getBoundingClientRect();
          const { left, right, top, bottom } = drawn.getBoundingClientRect();
          if (left >= shown.left && right <= shown.right && top >= shown.top && bottom <= shown.bottom) return;
        }
        const ends = [{ id: edge.source }, { id: edge.target }];
        const look = { duration: 160, padding: 0.2, maxZoom: flow.getZoom(), includeHiddenNodes: true };
        void flow.fitView({ nodes: ends, ...look });
      },
    };
    return actions;
  }, [document, breakpoints, catalog, compile, view, drawing, flow, store]);
}
