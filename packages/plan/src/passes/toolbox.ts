import { describeEdge, type GraphEdge, isToolEdge } from "@orrery/graph";
import type { Diagnostic } from "../plan.ts";
import { whyNoTool } from "../why-no-tool.ts";
import type { ParsedNode } from "./parse.ts";

/** Which nodes are tools of which. A tool stands in no order: it runs when it is called, and reads what its caller may read. */
export interface Toolbox {
  /** By tool: the node that may call it. */
  readonly callerOf: ReadonlyMap<string, string>;
  /** By node that may call: its tools, sorted. */
  readonly toolsOf: ReadonlyMap<string, readonly string[]>;
  /** The edges that say so, and those that are refused because they touch a tool. They are no order edges. */
  readonly edges: ReadonlySet<GraphEdge>;
  readonly diagnostics: readonly Diagnostic[];
}

const NO_TOOLS: Toolbox = { callerOf: new Map(), toolsOf: new Map(), edges: new Set(), diagnostics: [] };

/** Reads the edges at handles for tools and refuses what cannot be a tool. */
export function readToolbox(nodes: ReadonlyMap<string, ParsedNode>, edges: readonly GraphEdge[]): Toolbox {
  const wiring = edges.filter((edge) => isToolEdge(edge) && hasToolHandle(nodes.get(edge.source)));
  if (wiring.length === 0) return NO_TOOLS;
  const callerOf = new Map<string, string>();
  const found: Diagnostic[] = [];
  const undoing = new Set([...nodes.values()].flatMap(({ policy }) => policy.undo ?? []));
  for (const edge of wiring) {
    const caller = nodes.get(edge.source);
    const tool = nodes.get(edge.target);
    if (caller === undefined || tool === undefined) continue;
    const other = callerOf.get(edge.target);
    if (caller.node.parentId !== tool.node.parentId) {
      const message = `“${edge.target}” stands in another container than “${edge.source}” and cannot be its tool. Move one of them.`;
      found.push(atEdge("ORR_TOOL_SCOPE", edge, message));
    } else if (other === edge.source) {
      const message = `The edge ${describeEdge(edge)} is drawn twice. Remove one of them; it changes nothing.`;
      found.push({ ...atEdge("ORR_EDGE_TWICE", edge, message), severity: "warning" });
    } else if (other !== undefined) {
      const message = `“${edge.target}” is a tool of “${other}” already. Give “${edge.source}” a copy of its own.`;
      found.push(atEdge("ORR_TOOL_SHARED", edge, message));
    } else {
      const problem = undoing.has(edge.target) ? "which undoes another step." : typeProblem(caller, tool);
      if (problem !== null) {
        const message = `“${edge.target}” cannot be a tool of “${edge.source}”: it is a step ${problem}`;
        found.push(atEdge("ORR_TOOL_TYPE", edge, message));
      } else callerOf.set(edge.target, edge.source);
    }
  }
  const taken = new Set(wiring);
  for (const edge of edges) {
    if (taken.has(edge)) continue;
    const tool = [edge.source, edge.target].find((end) => callerOf.has(end));
    if (tool === undefined) continue;
    taken.add(edge);
    const message = `The edge ${describeEdge(edge)} touches “${tool}”, which is a tool of “${callerOf.get(tool)}” and runs only when it is called. Remove this edge, or the one that makes it a tool.`;
    found.push(atEdge("ORR_TOOL_EDGE", edge, message));
  }
  const toolsOf = Map.groupBy([...callerOf.keys()].toSorted(), (tool) => callerOf.get(tool) ?? "");
  return { callerOf, toolsOf, edges: taken, diagnostics: found };
}

function hasToolHandle(parsed: ParsedNode | undefined): boolean {
  return parsed?.definition?.traits.toolHandle === true;
}

/** Why a node cannot be called by this one; null where it can. */
function typeProblem(caller: ParsedNode, tool: ParsedNode): string | null {
  if (caller === tool) return "that cannot call itself.";
  const { definition, config, policy } = tool;
  const why = definition === null ? null : whyNoTool(definition, config);
  if (why !== null) return why;
  return policy.undo === undefined ? null : "that names another to undo it.";
}

function atEdge(code: string, edge: GraphEdge, message: string): Diagnostic {
  const fix = { kind: "edit", title: "Remove the edge", op: { op: "edge.remove", id: edge.id } } as const;
  return { code, severity: "error", message, edgeId: edge.id, fix };
}
