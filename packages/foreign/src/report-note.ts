import { type Graph, type GraphNode, graphLimits, newNodeId } from "@orrery/graph";
import { describeReport, type ForeignReport } from "./foreign-report.ts";

const NOTE = { width: 420, height: 360 };
const LONGEST = 20_000;

/** The graph with a note above it that holds the report, so that it is there for as long as somebody wants it. */
export function withReportNote(graph: Graph, report: ForeignReport): Graph {
  if (graph.nodes.length >= graphLimits.nodes) return graph;
  const roots = graph.nodes.filter(({ parentId }) => parentId === undefined).map(({ position }) => position);
  const left = roots.length === 0 ? 0 : Math.min(...roots.map(({ x }) => x));
  const top = roots.length === 0 ? 0 : Math.min(...roots.map(({ y }) => y));
  const text = describeReport(report);
  const note: GraphNode = {
    id: newNodeId(graph, "note"),
    type: "note",
    label: "What came across",
    position: { x: left, y: top - NOTE.height - 80 },
    size: NOTE,
    config: { text: text.length > LONGEST ? `${text.slice(0, LONGEST)}\n- …` : text },
  };
  return { ...graph, nodes: [note, ...graph.nodes] };
}
