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
import { type DragEvent, type ReactNode, useCallback, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { selectNode } from "../editor/editor-view.ts";
import { NodeMenu, type NodeMenuProps } from "../editor/node-menu.tsx";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { DRAGGED_TYPE } from "../palette/dragged-type.ts";
import { canvasRoom } from "./canvas-room.ts";
import { checkConnection } from "./check-connection.ts";
import { ConnectionLine } from "./connection-line.tsx";
import { dropTarget } from "./drop-target.ts";
import { FlowEdge } from "./flow-edge.tsx";
import type { FlowNode } from "./flow-nodes.ts";
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
// Above this many nodes React Flow draws only what is in sight; below it, that costs more than it saves.
const MANY_NODES = 300;

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
  const level = useLevelOfDetail();
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

  const middleOf = (node: FlowNode) => {
    const inner = flow.getInternalNode(node.id);
    const corner = inner?.internals.positionAbsolute ?? node.position;
    // A room is taken by its head, so a big one can be put into a smaller one.
    const height = node.type === "room" ? 44 : (inner?.measured.height ?? 92);
    return { x: corner.x + (inner?.measured.width ?? 232) / 2, y: corner.y + height / 2 };
  };

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

  function onDrop(event: DragEvent) {
    const type = event.dataTransfer.getData(DRAGGED_TYPE);
    const definition = catalog.get(type);
    if (!definition || readOnly) return;
    event.preventDefault();
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    actions.add(definition, { x: at.x - 116, y: at.y - 24 });
  }

  return (
    <LevelOfDetailContext value={level}>
      <ReactFlow
        className="orrery-flow"
        nodes={nodes}
        edges={edges}
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
        onNodeDrag={(_event, node) => {
          const target = dropTarget(graph(), catalog, middleOf(node), node.data.node);
          const held = target !== (node.parentId ?? null) ? target : null;
          if (view.getState().dropTarget !== held) view.setState({ dropTarget: held });
        }}
        onNodeDragStop={(_event, _node, dragged) => {
          view.setState({ dropTarget: null });
          actions.drop(dragged.map((node) => ({ id: node.id, position: node.position, middle: middleOf(node) })));
        }}
        onNodeDoubleClick={(_event, node) => {
          selectNode(view, node.id);
          view.setState({ inspectorOpen: true, sheet: "inspector" });
        }}
        onNodeContextMenu={(event, node) => {
          event.preventDefault();
          setMenu({ nodeId: node.id, at: { x: event.clientX, y: event.clientY } });
        }}
        onDrop={onDrop}
        onDragOver={(event) => {
          if (!readOnly) event.preventDefault();
        }}
        onlyRenderVisibleElements={nodes.length > MANY_NODES}
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
        <Background variant={BackgroundVariant.Dots} gap={20} size={2} />
        {minimap && (
          <MiniMap<FlowNode>
            pannable
            zoomable
            position="bottom-right"
            style={{ width: 152, height: 96 }}
            nodeComponent={MinimapNode}
          />
        )}
        {children}
      </ReactFlow>
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
