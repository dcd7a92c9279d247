import { numberOf, textOf } from "../json-access.ts";
import type { Dialect } from "../mapping.ts";
import { named } from "../named.ts";
import { flowiseNodes } from "./flow-nodes.ts";
import { flowiseExpression, translateFlowise } from "./flowise-reference.ts";

/** How files of Flowise are taken over. A Loop there is a jump back to any node: it stays as a placeholder. */
export const flowiseDialect: Dialect = {
  mappingOf(node) {
    const found = Object.hasOwn(flowiseNodes, node.type) ? flowiseNodes[node.type] : undefined;
    return typeof found === "function" ? found(node) : (found ?? null);
  },
  translate: translateFlowise,
  expression: flowiseExpression,
  addsResult: true,
  whatInstead({ type, settings }) {
    if (type !== "loopAgentflow") return null;
    const to = textOf(settings.loopBackToNode).replace(/^[^-]*-/, "");
    const most = numberOf(settings.maxLoopCount) ?? 5;
    return `It went back to ${named(to)}, at most ${most} times: put what repeats into a “Repeat”.`;
  },
};
