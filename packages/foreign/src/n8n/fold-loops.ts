import type { ForeignEdge, ForeignFlow, ForeignNode } from "../foreign-flow.ts";

const LOOP = "n8n-nodes-base.splitInBatches";
/** The first way out is `done`, the second the body. */
const BODY = "1";
/** Each costs a walk over the whole drawing. */
const MOST_LOOPS = 50;

/**
 * n8n draws a loop as a circle: out of the way `loop` of Loop over items, through its body, and back. Where the body is
 * closed (nothing leads in or out but through the loop) it is moved into the loop, which then is a container. A loop whose
 * circle cannot be told apart stays as it is, and its way back is left out later.
 */
export function foldLoops(flow: ForeignFlow): ForeignFlow {
  return flow.nodes
    .filter(({ type }) => type === LOOP)
    .slice(0, MOST_LOOPS)
    .reduce(foldLoop, flow);
}

function foldLoop(flow: ForeignFlow, loop: ForeignNode): ForeignFlow {
  const main = flow.edges.filter(({ entry }) => /^\d+$/.test(entry));
  const intoBody = main.filter(({ source, exit }) => source === loop.key && exit === BODY);
  const body = reach(main, intoBody);
  body.delete(loop.key);
  const helpers = flow.edges.filter(({ entry, target }) => !/^\d+$/.test(entry) && body.has(target));
  const leaks = main.some(
    ({ source, target }) =>
      (body.has(source) && !body.has(target) && target !== loop.key) ||
      (body.has(target) && !body.has(source) && source !== loop.key),
  );
  const returns = main.some(({ source, target }) => body.has(source) && target === loop.key);
  if (body.size === 0 || leaks || !returns) return flow;
  for (const { source } of helpers) body.add(source);
  const isInner = flow.nodes.some(({ key, parent }) => body.has(key) && parent !== undefined);
  if (isInner) return flow;
  const edges = flow.edges.filter(
    (edge) =>
      !intoBody.includes(edge) && !(body.has(edge.source) && edge.target === loop.key && /^\d+$/.test(edge.entry)),
  );
  const nodes = flow.nodes.map((node): ForeignNode => {
    if (node.key === loop.key) return { ...node, settings: { ...node.settings, $holds: true } };
    if (!body.has(node.key)) return node;
    const position = { x: node.position.x - loop.position.x, y: node.position.y - loop.position.y };
    return { ...node, parent: loop.key, position };
  });
  return { ...flow, nodes, edges };
}

function reach(edges: readonly ForeignEdge[], from: readonly ForeignEdge[]): Set<string> {
  const next = Map.groupBy(edges, ({ source }) => source);
  const seen = new Set<string>();
  const stack = from.map(({ target }) => target);
  const start = from[0]?.source;
  for (let key = stack.pop(); key !== undefined; key = stack.pop()) {
    if (seen.has(key) || key === start) continue;
    seen.add(key);
    for (const { target } of next.get(key) ?? []) stack.push(target);
  }
  return seen;
}
