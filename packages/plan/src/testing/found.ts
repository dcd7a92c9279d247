import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { compile } from "../create-compiler.ts";

/** What a compilation finds, in short: `code @ place field`. */
export function found(graph: Graph): readonly string[] {
  return compile(graph, { catalog }).diagnostics.map(({ code, nodeId, edgeId, field }) =>
    [code, "@", nodeId ?? edgeId ?? "graph", field].filter((part) => part !== undefined).join(" "),
  );
}
