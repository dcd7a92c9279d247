import { canonicalGraph, type Graph } from "@orrery/graph";
import { canonicalJson } from "./canonical-json.ts";
import { sha256Hex } from "./hash.ts";

/** SHA-256 (hex) of the whole drawing, layout and labels included; the order of nodes and edges changes nothing. */
export function drawingHash(graph: Graph): string {
  return sha256Hex(canonicalJson(canonicalGraph(graph)));
}
