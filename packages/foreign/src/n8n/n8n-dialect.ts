import type { ForeignFlow, ForeignNode } from "../foreign-flow.ts";
import type { Dialect, Mapping } from "../mapping.ts";
import { aiNodes } from "./ai-nodes.ts";
import { dataNodes } from "./data-nodes.ts";
import { flowNodes } from "./flow-nodes.ts";
import { n8nExpression, translateN8n } from "./n8n-expression.ts";
import { networkNodes } from "./network-nodes.ts";
import { triggerNodes } from "./trigger-nodes.ts";

const table: Readonly<Record<string, Mapping | ((node: ForeignNode) => Mapping | null)>> = {
  ...triggerNodes,
  ...flowNodes,
  ...dataNodes,
  ...networkNodes,
  ...aiNodes,
  "@n8n/n8n-nodes-langchain.toolWorkflow": flowNodes["n8n-nodes-base.executeWorkflow"] ?? (() => null),
};

/** Models, memories and parsers are settings of what they are wired to here. */
const PARTS = new Set(["ai_languageModel", "ai_memory", "ai_outputParser"]);

/** How files of n8n are taken over. */
export const n8nDialect: Dialect = {
  mappingOf(node) {
    const found = Object.hasOwn(table, node.type) ? table[node.type] : undefined;
    return typeof found === "function" ? found(node) : (found ?? null);
  },
  absorbedBy: (node, flow) => partsOf(flow).get(node.key) ?? null,
  isOrder: ({ entry }) => /^\d+$/.test(entry),
  toolOf: ({ source, entry, target }) => (entry === "ai_tool" ? { agent: target, tool: source } : null),
  translate: translateN8n,
  expression: n8nExpression,
  addsResult: true,
  whatInstead({ type }) {
    if (type !== "n8n-nodes-base.splitInBatches") return null;
    return "Its circle could not be told apart from what is around it: put what repeats into a “For each”.";
  },
};

const known = new WeakMap<ForeignFlow, ReadonlyMap<string, string>>();

/** Which node is a part of which; a part of a part is one of the whole. */
function partsOf(flow: ForeignFlow): ReadonlyMap<string, string> {
  const found = known.get(flow);
  if (found !== undefined) return found;
  const parts = new Map<string, string>();
  const isMapped = new Set(
    flow.nodes.filter((node) => n8nDialect.mappingOf(node, flow) !== null).map(({ key }) => key),
  );
  for (const { source, entry, target } of flow.edges) {
    if (PARTS.has(entry) && isMapped.has(target) && !isMapped.has(source) && !parts.has(source))
      parts.set(source, target);
  }
  known.set(flow, parts);
  return parts;
}
