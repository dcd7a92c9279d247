import type { Dialect } from "../mapping.ts";
import { difySelector, translateDify } from "./dify-reference.ts";
import { flowNodes } from "./flow-nodes.ts";
import { workNodes } from "./work-nodes.ts";

const table = { ...workNodes, ...flowNodes };

/** How files of Dify are taken over. */
export const difyDialect: Dialect = {
  mappingOf(node) {
    const found = Object.hasOwn(table, node.type) ? table[node.type] : undefined;
    return typeof found === "function" ? found(node) : (found ?? null);
  },
  translate: translateDify,
  expression: (value, ctx) => difySelector(value.split("."), ctx),
  addsResult: false,
  whatInstead({ type }) {
    return type === "code"
      ? "It is Python: write it anew in a Code step, which knows JavaScript and TypeScript."
      : null;
  },
};
