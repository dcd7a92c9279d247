"use client";
import {
  Background,
  BackgroundVariant,
  type Connection,
  MiniMap,
  ReactFlow,
  useReactFlow,
  useStoreApi,
} from "@xyflow/react";
import { type MouseEvent, type ReactNode, useCallback, useState } from "react";
import { SnapGuides } from "../arrange/snap-guides.tsx";
import { useNodeDrag } from "../arrange/use-node-drag.ts";
import { ConnectBar } from "../connect/connect-bar.tsx";
import { useConnectGestures } from "../connect/use-connect-gestures.ts";
import { useLongPress } from "../connect/use-long-press.ts";
import { useTypeDrop } from "../connect/use-type-drop.ts";
import { useEditor } from "../editor/editor-context.ts";
import { selectNode } from "../editor/editor-view.ts";
import { NodeMenu, type NodeMenuProps } from "../editor/node-menu.tsx";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { FarLayer } from "../far/far-layer.tsx";
import { OverviewMap } from "../far/overview-map.tsx";
import { useFarView } from "../far/use-far-view.ts";
import { QuickAdd } from "../quick-add/quick-add.tsx";
import { canvasRoom } from "./canvas-room.ts";
import { checkConnection } from "./check-connection.ts";
import { ConnectionLine } from "./connection-line.tsx";
import { FlowEdge } from "./flow-edge.tsx";
import { type FlowNode, MANY_NODES } from "./flow-nodes.ts";
import { LevelOfDetailContext, useLevelOfDetail } from "./level-of-detail.ts";
import { MinimapNode } from "./minimap-node.tsx";
import { nodeBoxes } from "./node-boxes.ts";
import { NodeCard } from "./node-card.tsx";
import { NoteCard } from "./note-card.tsx";
import { openingViewport, startViewport } from "./opening-viewport.ts";
import { RoomCard } from "./room-card.tsx";
import { useFlowElements } from "./use-flow-elements.ts";

const NODE_TYPES = { card: NodeCard, room: RoomCard, note: NoteCard };
const EDGE_TYPES = { flow: FlowEdge };

const ARIA_WORDS = {
  "minimap.ariaLabel": "Map of the whole canvas",
  "edge.a11yDescription.default":
    "Arrow keys go to other connections, Enter opens this one, Delete removes it where the drawing can be changed.",
};

export interface FlowCanvasProps {
  readOnly: boolean;
  minimap: boolean;
  /** On a narrow screen everything at once would be too small to read: it begins with the first node. */
  narrow: boolean;
  /** Shown over the canvas: tools, notices. */
  children?: ReactNode;
}

/** The drawing surface: shows the graph, and turns gestures into edits. It knows nothing of saving, running or forms. */
export function FlowCanvas({ readOnly, minimap, narrow, children }: FlowCanvasProps) {
  const { catalog, document, drawing, view } = useEditor();
  const { nodes, edges, onNodesChange, onEdgesChange } = useFlowElements();
  const flow = useReactFlow<FlowNode>();
  const store = useStoreApi();
  const actions = useEditorActions();
  const connectGestures = useConnectGestures();
  const nodeDrag = useNodeDrag();
  const typeDrop = useTypeDrop(readOnly);
  const level = useLevelOfDetail();
  const far = useFarView(nodes, edges);
  const isLarge = nodes.length > MANY_NODES;
  const [menu, setMenu] = useState<Pick<NodeMenuProps, "nodeId" | "at"> | null>(null);
  const graph = useCallback(() => document?.getState().graph ?? drawing, [document, drawing]);

  function open() {
    const canvas = store.getState().domNode;
    const first = firstNode(nodes);
    if (first === null || canvas === null) return;
    void flow.setViewport(
      narrow
        ? startViewport(first.position, nodeBoxes(flow), canvasRoom(canvas).width)
        : openingViewport(nodeBoxes(flow), canvasRoom(canvas)),
    );
  }

  const isValidConnection = useCallback(
    (ends: Connection | FlowEdgeEnds) =>
      checkConnection(graph(), catalog, {
        source: ends.source,
        sourceHandle: ends.sourceHandle ?? "out",
        target: ends.target,
        targetHandle: ends.targetHandle ?? "in",
      }).ok,
    [graph, catalog],
  );

  const longPress = useLongPress((at, target) => {
    const nodeId = target.closest<HTMLElement>("[data-node-id]")?.dataset.nodeId;
    if (nodeId === undefined || target.matches(".node-room")) quickAddAt({ target, clientX: at.x, clientY: at.y });
    else setMenu({ nodeId, at });
  });

  function quickAddAt({ target, clientX: x, clientY: y }: Pick<MouseEvent, "target" | "clientX" | "clientY">) {
    if (readOnly || !(target instanceof Element) || !target.matches(".react-flow__pane, .node-room")) return;
    const at = flow.screenToFlowPosition({ x, y });
    view.setState({ quickAdd: { at: { x, y }, place: { x: at.x - 116, y: at.y - 24 }, from: null } });
  }

  return (
    <LevelOfDetailContext value={level}>
      <ReactFlow
        className="orrery-flow"
        nodes={far.nodes}
        edges={far.edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        nodesFocusable={false}
        edgesFocusable
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={["Meta", "Control", "Shift"]}
        disableKeyboardA11y
        connectionLineComponent={ConnectionLine}
        isValidConnection={isValidConnection}
        connectionRadius={28}
        onConnect={({ source, sourceHandle, target, targetHandle }) =>
          actions.connect({ source, sourceHandle: sourceHandle ?? "out", target, targetHandle: targetHandle ?? "in" })
        }
        connectOnClick={false}
        {...connectGestures}
        {...nodeDrag}
        {...typeDrop}
        onDoubleClick={quickAddAt}
        {...longPress}
        onNodeDoubleClick={({ target }, node) => {
          if (target instanceof Element && target.matches(".node-room, .node-port")) return;
          selectNode(view, node.id);
          view.setState({ inspectorOpen: true, sheet: "inspector" });
          const isName = target instanceof Element && target.closest(".node-title") !== null;
          if (isName && !readOnly) view.setState({ focusField: { nodeId: node.id, field: "@name", at: Date.now() } });
        }}
        onNodeContextMenu={(event, node) => {
          event.preventDefault();
          setMenu({ nodeId: node.id, at: { x: event.clientX, y: event.clientY } });
        }}
        onlyRenderVisibleElements={isLarge}
        onPaneClick={far.onPaneClick}
        elevateNodesOnSelect={false}
        zIndexMode="manual"
        minZoom={0.05}
        maxZoom={2}
        onInit={open}
        zoomOnDoubleClick={false}
        panOnScroll
        nodeDragThreshold={3}
        ariaLabelConfig={ARIA_WORDS}
        aria-label="Canvas"
      >
        {far.isFar ? (
          <FarLayer far={far} nodes={nodes} edges={edges} />
        ) : (
          <Background variant={BackgroundVariant.Dots} gap={20} size={2} />
        )}
        {minimap && isLarge && <OverviewMap nodes={nodes} />}
        {minimap && !isLarge && (
          <MiniMap<FlowNode>
            pannable
            zoomable
            position="bottom-right"
            style={{ width: 152, height: 96 }}
            nodeComponent={MinimapNode}
          />
        )}
        <ConnectBar />
        <SnapGuides />
        {children}
      </ReactFlow>
      <QuickAdd />
      {menu && (
        <NodeMenu
          {...menu}
          onClose={() => {
            setMenu(null);
            store.getState().domNode?.querySelector<HTMLElement>(`[data-node-id="${menu.nodeId}"]`)?.focus();
          }}
        />
      )}
    </LevelOfDetailContext>
  );
}

/** The node furthest to the left that stands on the open canvas. */
function firstNode(nodes: readonly FlowNode[]): FlowNode | null {
  let first: FlowNode | null = null;
  for (const node of nodes) {
    if (node.parentId === undefined && (first === null || node.position.x < first.position.x)) first = node;
  }
  return first;
}

interface FlowEdgeEnds {
  source: string;
  target: string;
  sourceHandle?: string | null;
  targetHandle?: string | null;
}
