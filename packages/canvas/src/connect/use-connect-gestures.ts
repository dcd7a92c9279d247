"use client";
import { type FinalConnectionState, type OnConnectStartParams, useReactFlow } from "@xyflow/react";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { CARD_WIDTH, type FlowNode } from "../flow/flow-nodes.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { endsBetween, fittingPorts, type Port, portKey } from "./fitting-ports.ts";
import { pointOf } from "./point-of.ts";

/** Of a port below the top of a card. */
const HEAD_PORT = 27;

/**
 * Drawing a line by hand: what fits lights up while it is drawn; ended on a card it takes the first port that fits, ended
 * on the empty canvas it asks what to add there.
 */
export function useConnectGestures() {
  const { catalog, document, view } = useEditor();
  const flow = useReactFlow<FlowNode>();
  const actions = useEditorActions();

  function onConnectStart(_event: unknown, { nodeId, handleId, handleType }: OnConnectStartParams): void {
    const graph = document?.getState().graph;
    if (!graph || nodeId === null || handleType === null) return;
    const port: Port = { nodeId, handle: handleId ?? "out", side: handleType === "source" ? "out" : "in" };
    view.setState({
      connecting: { port, by: "drag" },
      fitting: new Set(fittingPorts(graph, catalog, port).map(portKey)),
      quickAdd: null,
      notice: null,
    });
  }

  function onConnectEnd(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
    const { connecting } = view.getState();
    const graph = document?.getState().graph;
    view.setState({ connecting: null, fitting: null });
    if (!connecting || !graph || state.toHandle) return;
    const { port } = connecting;
    const at = pointOf(event);
    const under = window.document.elementFromPoint(at.x, at.y);
    const card = under?.closest<HTMLElement>(".node-card, .node-room-head")?.closest<HTMLElement>("[data-node-id]");
    const id = card?.dataset.nodeId;
    if (id === port.nodeId) return;
    if (id !== undefined) {
      connectToCard(port, id);
      return;
    }
    if (!under?.closest(".orrery-flow")) return;
    const { x, y } = flow.screenToFlowPosition(at);
    view.setState({
      connecting: { port, by: "menu" },
      fitting: new Set(fittingPorts(graph, catalog, port).map(portKey)),
      quickAdd: { at, place: { x: port.side === "out" ? x : x - CARD_WIDTH, y: y - HEAD_PORT }, from: port },
    });
  }

  function connectToCard(port: Port, nodeId: string): void {
    const graph = document?.getState().graph;
    const node = graph?.nodes.find((one) => one.id === nodeId);
    if (!graph || !node) return;
    const { inputs, outputs } = nodeShape(catalog, node);
    const side = port.side === "out" ? "in" : "out";
    const first = (side === "in" ? inputs : outputs)[0]?.id ?? side;
    const fit = fittingPorts(graph, catalog, port).find((one) => one.nodeId === nodeId);
    // Where none fits, the first says why.
    const ends = endsBetween(port, fit ?? { nodeId, handle: first, side });
    if (ends) actions.connect(ends);
  }

  return { onConnectStart, onConnectEnd };
}
