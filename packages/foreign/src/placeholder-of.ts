import type { JsonObject } from "@orrery/graph";
import { plainName } from "@orrery/graph";
import type { ForeignEdge, ForeignNode } from "./foreign-flow.ts";
import { type ForeignFormat, formatNames } from "./foreign-report.ts";

const MOST_EXITS = 64;

/** The config of a placeholder: what the node was, its settings, and its ways out as they were wired. */
export function placeholderOf(
  node: ForeignNode,
  { flow, edges }: { readonly flow: { readonly format: ForeignFormat }; readonly edges: readonly ForeignEdge[] },
): JsonObject {
  const exits = edges.filter(({ source }) => source === node.key).map(({ exit }) => exitHandle(exit));
  return {
    from: formatNames[flow.format],
    was: plainName(node.type).slice(0, 300),
    // What begins with `$` was put there by reading.
    kept: Object.fromEntries(Object.entries(node.settings).filter(([name]) => !name.startsWith("$"))),
    exits: exits.length === 0 ? ["out"] : [...new Set(exits)].slice(0, MOST_EXITS),
  };
}

/** The handle of a placeholder for a way out: the first is `out`. */
export function exitHandle(exit: string): string {
  const plain = exit.replaceAll(/[^A-Za-z0-9_-]/g, "_").slice(0, 56);
  return plain === "0" || plain === "" || plain === "out" || plain === "source" ? "out" : `out_${plain}`;
}
