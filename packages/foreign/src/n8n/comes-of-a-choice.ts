import type { ForeignEdge, ForeignFlow } from "../foreign-flow.ts";

const MOST_LOOKED_AT = 300;
const CHOICE = /\.(?:if|switch|textClassifier)$/;

interface Known {
  readonly choices: ReadonlySet<string>;
  readonly into: ReadonlyMap<string, readonly ForeignEdge[]>;
}

const known = new WeakMap<ForeignFlow, Known>();

/** Whether a choice stands before a node, not too far away, whose ways it may join. */
export function comesOfAChoice(key: string, flow: ForeignFlow): boolean {
  const { choices, into } = lookAt(flow);
  const seen = new Set<string>();
  const stack = [key];
  for (let here = stack.pop(); here !== undefined && seen.size < MOST_LOOKED_AT; here = stack.pop()) {
    if (seen.has(here)) continue;
    seen.add(here);
    if (choices.has(here)) return true;
    for (const { source } of into.get(here) ?? []) stack.push(source);
  }
  return false;
}

function lookAt(flow: ForeignFlow): Known {
  const found = known.get(flow);
  if (found !== undefined) return found;
  const choices = new Set(flow.nodes.filter(({ type }) => CHOICE.test(type)).map(({ key }) => key));
  const made = { choices, into: Map.groupBy(flow.edges, ({ target }) => target) };
  known.set(flow, made);
  return made;
}
