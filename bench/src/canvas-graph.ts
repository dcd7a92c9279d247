import type { Graph, GraphEdge, GraphNode } from "@orrery/graph";
import { wire } from "./wire.ts";

/** From one card to the next on the grid. */
export const gridStep = { x: 300, y: 190 };
const aspect = 1.3;
const chainLength = 10;

/** How many cards stand in a row of a drawing of so many: it is somewhat wider than high. */
export function gridColumns(count: number): number {
  return Math.ceil(Math.sqrt(count * aspect));
}

/** What a card follows: the one beside it, or, where a chain begins, where the chain before began. */
function beforeOf(at: number): string {
  if (at === 1) return "start";
  return `step_${at % chainLength === 1 ? at - chainLength : at - 1}`;
}

/** `count` cards on a grid, an input and chains of ten behind it, of types that people use most, without errors. */
export function canvasGraph(count: number): Graph {
  const columns = gridColumns(count);
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const types = new Map<string, string>();
  for (let at = 0; at < count; at += 1) {
    const position = { x: gridStep.x * (at % columns), y: gridStep.y * Math.floor(at / columns) };
    if (at === 0) {
      const schema = { type: "object", properties: { n: { type: "number" } }, required: ["n"] };
      nodes.push({ id: "start", type: "input", position, config: { schema } });
      continue;
    }
    const before = beforeOf(at);
    const id = `step_${at}`;
    const step = stepOf(at, before);
    types.set(id, step.type);
    nodes.push({ id, position, ...step });
    const way = types.get(before) === "branch" ? { sourceHandle: "true" } : {};
    edges.push({ ...wire(before, id), ...way });
  }
  return { schema: "orrery.graph/v1", name: `${count} cards`, nodes, edges };
}

function stepOf(at: number, before: string): Pick<GraphNode, "type" | "label" | "config"> {
  const label = `Step ${at}`;
  if (at % 5 === 2) {
    return {
      type: "prompt",
      label,
      config: { model: "default", prompt: `Say in a word what {{ json(${before}) }} is` },
    };
  }
  if (at % 5 === 4) return { type: "branch", label, config: { when: `{{ json(${before}) != "${at}" }}` } };
  if (at % 5 === 0) {
    return { type: "http-request", label, config: { method: "GET", url: `https://example.org/items/${at}` } };
  }
  return { type: "transform", label, config: { value: `{{ json(${before}) }} and ${at}` } };
}
