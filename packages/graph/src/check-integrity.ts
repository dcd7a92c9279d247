import { isValidNodeId } from "@orrery/expr";
import type { GraphDiagnostic } from "./diagnostic.ts";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import { graphLimits } from "./limits.ts";
import { quote } from "./quote.ts";

/**
 * What a document must fulfil beside its shape: within the limits, ids valid and unique, every edge between two nodes
 * that exist, every parent existing and not inside its own child. Wiring and meaning are the compiler's.
 */
export function checkIntegrity(graph: Graph): readonly GraphDiagnostic[] {
  if (graph.nodes.length > graphLimits.nodes) {
    return [tooMany("ORR_TOO_MANY_NODES", "nodes", graph.nodes.length, graphLimits.nodes)];
  }
  if (graph.edges.length > graphLimits.edges) {
    return [tooMany("ORR_TOO_MANY_EDGES", "edges", graph.edges.length, graphLimits.edges)];
  }
  const byId = new Map<string, GraphNode>();
  const problems: GraphDiagnostic[] = [];
  graph.nodes.forEach((node, index) => {
    const field = `nodes.${index}.id`;
    if (byId.has(node.id)) {
      const message = `Two nodes have the id ${quote(node.id)}. Give one of them another.`;
      problems.push({ code: "ORR_NODE_DUPLICATE", severity: "error", message, nodeId: node.id, field });
    } else byId.set(node.id, node);
    if (!isValidNodeId(node.id)) problems.push(badId(node, field));
  });
  const rooted = new Set<string>();
  graph.nodes.forEach((node, index) => {
    if (node.parentId === undefined) return;
    const problem = parentProblem(node, byId, rooted);
    if (problem) problems.push({ ...problem, severity: "error", nodeId: node.id, field: `nodes.${index}.parentId` });
  });
  const edgeIds = new Set<string>();
  graph.edges.forEach((edge, index) => {
    const field = `edges.${index}`;
    if (edgeIds.has(edge.id)) {
      const message = `Two edges have the id ${quote(edge.id)}; one is ${describeEdge(edge)}. Give it another.`;
      problems.push({ code: "ORR_EDGE_DUPLICATE", severity: "error", message, edgeId: edge.id, field: `${field}.id` });
    }
    edgeIds.add(edge.id);
    for (const end of ["source", "target"] as const) {
      if (byId.has(edge[end])) continue;
      const message = `The edge ${describeEdge(edge)} names the node ${quote(edge[end])}, which does not exist. Remove the edge or wire it to another node.`;
      problems.push({
        code: "ORR_EDGE_DANGLING",
        severity: "error",
        message,
        edgeId: edge.id,
        field: `${field}.${end}`,
      });
    }
  });
  return problems;
}

/** An edge in words, with both ends: `start.out → fetch.in`. */
export function describeEdge(edge: GraphEdge): string {
  const end = (id: string, handle: string) => `${id.slice(0, 64)}.${handle.slice(0, 64)}`;
  return `${end(edge.source, edge.sourceHandle)} → ${end(edge.target, edge.targetHandle)}`;
}

function tooMany(code: string, what: string, count: number, limit: number): GraphDiagnostic {
  const message = `This document has ${count} ${what}; ${limit} is the most. Split it into smaller workflows.`;
  return { code, severity: "error", message, field: what };
}

function badId(node: GraphNode, field: string): GraphDiagnostic {
  const reserved = /^[a-z][a-z0-9_]{0,63}$/.test(node.id);
  const message = reserved
    ? `${quote(node.id)} cannot be a node's id: expressions use that word for something else. Add a number, such as ${quote(`${node.id}_1`)}.`
    : `${quote(node.id)} cannot be a node's id. Use small letters, digits and _, starting with a letter, at most 64.`;
  return {
    code: reserved ? "ORR_NODE_ID_RESERVED" : "ORR_NODE_ID",
    severity: "error",
    message,
    nodeId: node.id,
    field,
  };
}

/** `rooted` collects the nodes whose way outwards is known to end, so that deep nesting is walked once. */
function parentProblem(node: GraphNode, byId: ReadonlyMap<string, GraphNode>, rooted: Set<string>) {
  const seen = new Set<string>();
  for (let at: GraphNode | undefined = node; at?.parentId !== undefined; at = byId.get(at.parentId)) {
    if (rooted.has(at.id)) break;
    if (seen.has(at.id)) {
      const message = `${quote(node.id)} is inside ${quote(node.parentId)}, which is inside itself. Move one of them out.`;
      return { code: "ORR_PARENT_CYCLE", message };
    }
    if (!byId.has(at.parentId)) {
      if (at !== node) return null;
      const message = `${quote(node.id)} is said to be inside ${quote(at.parentId)}, which does not exist. Move it to the root or into a container.`;
      return { code: "ORR_PARENT_MISSING", message };
    }
    seen.add(at.id);
  }
  for (const id of seen) rooted.add(id);
  return null;
}
