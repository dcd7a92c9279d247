import { canonicalGraph, type Graph, withoutPins } from "@orrery/graph";
import { canonicalJson } from "./canonical-json.ts";
import { sha256Hex } from "./hash.ts";

/**
 * SHA-256 (hex) of the whole drawing, layout and labels included; the order of nodes and edges changes nothing, nor does what
 * is pinned: a stored drawing has no pins.
 */
export function drawingHash(graph: Graph): string {
  return sha256Hex(canonicalJson(canonicalGraph(withoutPins(graph))));
}
