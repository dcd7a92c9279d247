import { literal } from "../cel-text.ts";
import type { ForeignFlow } from "../foreign-flow.ts";
import type { Dialect } from "../mapping.ts";
import { isModel, langflowMapping } from "./langflow-nodes.ts";

/** How files of Langflow are taken over. Its fields hold no expressions: values come over edges. */
export const langflowDialect: Dialect = {
  mappingOf: langflowMapping,
  absorbedBy: (node, flow) => partsOf(flow).get(node.key) ?? null,
  toolOf: ({ source, target, entry }) => (entry === "tools" ? { agent: target, tool: source } : null),
  isOrder: ({ entry, exit }) => entry !== "tools" && exit !== "model_output",
  translate: (value) => ({ text: literal(value), lost: [] }),
  expression: () => null,
  addsResult: false,
  startsAll: true,
};

const known = new WeakMap<ForeignFlow, ReadonlyMap<string, string>>();

/** A model of which only the model itself is used is a setting of what uses it. */
function partsOf(flow: ForeignFlow): ReadonlyMap<string, string> {
  const found = known.get(flow);
  if (found !== undefined) return found;
  const models = new Set(flow.nodes.filter(isModel).map(({ key }) => key));
  const gives = new Set(flow.edges.filter(({ exit }) => exit !== "model_output").map(({ source }) => source));
  const parts = new Map<string, string>();
  for (const { source, exit, target } of flow.edges) {
    if (exit === "model_output" && models.has(source) && !gives.has(source) && !parts.has(source))
      parts.set(source, target);
  }
  known.set(flow, parts);
  return parts;
}
