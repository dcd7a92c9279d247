import type { Graph } from "@orrery/graph";
import type { NodeCategory } from "@orrery/ui";
import { CATEGORY_FILL } from "./category-fill.ts";
import { layOutDrawing } from "./lay-out-drawing.ts";

const BOX = { width: 360, height: 116 };

export interface GraphDrawingProps {
  graph: Pick<Graph, "nodes" | "edges">;
  /** The category of each node type; a type that is missing is drawn grey. */
  categories: Readonly<Record<string, NodeCategory>>;
}

/** A graph drawn small, from the graph itself. Decoration: the words beside it name the workflow. */
export function GraphDrawing({ graph, categories }: GraphDrawingProps) {
  const { nodes, edges } = layOutDrawing(graph, BOX);
  const isNote = (type: string) => categories[type] === "note";
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${BOX.width} ${BOX.height}`}
      preserveAspectRatio="xMidYMid meet"
      className="dotted block h-29 w-full bg-canvas"
    >
      {nodes
        .filter((node) => node.room)
        .map(({ id, x, y, width, height }) => (
          <rect
            key={id}
            {...{ x, y, width, height }}
            rx={5}
            className="fill-category-flow/6 stroke-category-flow/35"
            strokeWidth={1}
          />
        ))}
      {nodes
        .filter((node) => !node.room && isNote(node.type))
        .map(({ id, x, y, width, height }) => (
          // Behind everything: a group lies around what belongs to it.
          <rect
            key={id}
            {...{ x, y, width, height }}
            rx={5}
            className="fill-line-strong/8 stroke-line"
            strokeWidth={1}
          />
        ))}
      {edges.map((edge) => (
        <path key={edge.id} d={edge.path} fill="none" className="stroke-line-strong/60" strokeWidth={1.25} />
      ))}
      {nodes
        .filter((node) => !node.room && !isNote(node.type))
        .map((node) => (
          <DrawnCard key={node.id} {...node} fill={CATEGORY_FILL[categories[node.type] ?? "note"]} />
        ))}
    </svg>
  );
}

interface DrawnCardProps {
  x: number;
  y: number;
  width: number;
  height: number;
  fill: string;
}

function DrawnCard({ x, y, width, height, fill }: DrawnCardProps) {
  if (width < 24) return <rect {...{ x, y, width, height }} rx={2} className={fill} />;
  const tile = Math.min(11, height - 10);
  const middle = y + height / 2;
  const bar = Math.max(0, width - tile - 16);
  return (
    <g>
      <rect {...{ x, y, width, height }} rx={5} className="fill-panel stroke-line" strokeWidth={1} />
      <rect x={x + 5} y={middle - tile / 2} width={tile} height={tile} rx={3} className={fill} />
      <rect x={x + tile + 9} y={middle - 1.75} width={bar} height={3.5} rx={1.75} className="fill-line-strong/45" />
    </g>
  );
}
