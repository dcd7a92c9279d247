/** @jsxImportSource preact */
import { h, type VNode } from "preact";
import { useRef } from "preact/hooks";
import { drawEdge } from "../drawing/draw-edge.ts";
import { drawNode } from "../drawing/draw-node.ts";
import type { PlacedDrawing, PlacedNode } from "../drawing/lay-out.ts";
import { cssPaint } from "../drawing/palette.ts";
import type { SvgElement } from "../drawing/svg-element.ts";
import { edgeState } from "../run/edge-state.ts";
import { type NodeViews, viewOf } from "../run/node-view.ts";
import { Icon } from "./icon.tsx";
import { useViewPort } from "./use-view-port.ts";
import { detailAt } from "./view-port.ts";

export interface DrawingViewProps {
  readonly drawing: PlacedDrawing;
  readonly views: NodeViews;
  readonly selected: string | null;
  readonly onSelect: (nodeId: string | null) => void;
}

const STEP_PX = 60;

/** The graph with the states of the moment. The list of steps says the same to who cannot see it. */
export function DrawingView({ drawing, views, selected, onSelect }: DrawingViewProps) {
  const box = useRef<HTMLDivElement>(null);
  const port = useViewPort(box, drawing.bounds);
  const drawn = useDrawnParts();
  const { x, y, scale } = port.view;

  function onKeyDown(event: KeyboardEvent): void {
    const act = KEYS[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act(port);
  }

  function onClick(event: MouseEvent): void {
    if (port.wasDragged() || !(event.target instanceof Element)) return;
    onSelect(event.target.closest("[data-node]")?.getAttribute("data-node") ?? null);
  }

  const node = (placed: PlacedNode) => {
    const view = viewOf(views, placed.id);
    const isSelected = placed.id === selected;
    return drawn(`n ${placed.id}`, `${JSON.stringify(view)}${isSelected}`, () =>
      drawNode({ node: placed, view, selected: isSelected, paint: cssPaint }),
    );
  };
  return (
    <div class="drawing" data-detail={detailAt(scale)}>
      {/* biome-ignore lint/a11y/useSemanticElements: there is no element for a drawing that is moved by keys. */}
      <div
        ref={box}
        role="group"
        aria-label="Drawing of the workflow. Arrow keys move it, plus and minus zoom, 0 shows all of it."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved by keys.
        tabIndex={0}
        class="drawing-box"
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <svg aria-hidden="true" width="100%" height="100%">
          <g transform={`translate(${x} ${y}) scale(${scale})`}>
            {drawing.nodes.filter(({ room }) => room).map(node)}
            {drawing.edges.map((edge) => {
              const state = edgeState(views, edge);
              return drawn(`e ${edge.id}`, state, () => drawEdge(edge, state, cssPaint));
            })}
            {drawing.nodes.filter(({ room }) => !room).map(node)}
          </g>
        </svg>
      </div>
      <div class="zoom">
        <button type="button" aria-label="Zoom in" onClick={() => port.zoom(1.25)}>
          <Icon name="in" />
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => port.zoom(0.8)}>
          <Icon name="out" />
        </button>
        <button type="button" aria-label="Show all of the drawing" onClick={port.fit}>
          <Icon name="fit" />
        </button>
      </div>
    </div>
  );
}

const KEYS: Readonly<Record<string, (port: ReturnType<typeof useViewPort>) => void>> = {
  ArrowLeft: ({ move }) => move({ x: STEP_PX, y: 0 }),
  ArrowRight: ({ move }) => move({ x: -STEP_PX, y: 0 }),
  ArrowUp: ({ move }) => move({ x: 0, y: STEP_PX }),
  ArrowDown: ({ move }) => move({ x: 0, y: -STEP_PX }),
  "+": ({ zoom }) => zoom(1.25),
  "=": ({ zoom }) => zoom(1.25),
  "-": ({ zoom }) => zoom(0.8),
  "0": ({ fit }) => fit(),
};

type Draw = (key: string, looks: string, draw: () => SvgElement) => VNode;

/** Gives the part that was made before as long as it looks the same: Preact passes over it then. */
function useDrawnParts(): Draw {
  const parts = useRef(new Map<string, { readonly looks: string; readonly part: VNode }>());
  return (key, looks, draw) => {
    const known = parts.current.get(key);
    if (known?.looks === looks) return known.part;
    const part = toVNode(draw(), key);
    parts.current.set(key, { looks, part });
    return part;
  };
}

function toVNode({ tag, attributes, children }: SvgElement, key?: string): VNode {
  const inner = children.map((child) => (typeof child === "string" ? child : toVNode(child)));
  return h(tag, key === undefined ? attributes : { ...attributes, key }, ...inner);
}
