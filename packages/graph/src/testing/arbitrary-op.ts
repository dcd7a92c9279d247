import { copyNodes, type EditOp, type Graph, newEdgeId, newNodeId, pasteOps } from "../index.ts";

/** Some op, mostly one that fits the document. `pick` gives natural numbers. */
export function arbitraryOp(graph: Graph, seed: number, pick: () => number): EditOp {
  const node = () => graph.nodes[pick() % Math.max(1, graph.nodes.length)]?.id ?? "none";
  const edge = () => graph.edges[pick() % Math.max(1, graph.edges.length)]?.id ?? "none";
  const position = { x: pick() % 1000, y: pick() % 1000 };
  const texts = ["plain", "{{ start.topic }}", "{{ fetch.body + each.item }}", "{{ later }}", "{{ broken"];
  const text = texts[pick() % texts.length] ?? "";
  const paths = [
    ["url"],
    ["list", 0],
    ["list", 2],
    ["list", 1, "two"],
    ["value"],
    ["items"],
    ["tools"],
    [],
    ["gone", "deep"],
  ];
  const path = paths[pick() % paths.length] ?? [];
  const sourceHandle = pick() % 4 === 0 ? "tools" : "out";
  const ends = { source: node(), sourceHandle, target: node(), targetHandle: "in" };
  const ops: (() => EditOp)[] = [
    () => {
      const id = newNodeId(graph, "http-request");
      const parent = pick() % 3 === 0 ? { parentId: node() } : {};
      return { op: "node.add", node: { id, type: "http-request", position, config: { url: text }, ...parent } };
    },
    () => ({ op: "node.remove", id: node() }),
    () => ({
      op: "node.move",
      moves: [
        { id: node(), position },
        { id: node(), position },
      ],
    }),
    () => ({ op: "node.resize", id: node(), size: pick() % 2 ? { width: 300, height: 200 } : null }),
    () => ({ op: "node.rename", from: node(), to: ["later", "fetch", "map", "step_9"][pick() % 4] ?? "x" }),
    () => ({ op: "node.label", id: node(), label: pick() % 2 ? "A label" : null }),
    () => ({ op: "node.parent", id: node(), parentId: pick() % 2 ? node() : null, position }),
    () => ({ op: "node.disable", id: node(), disabled: pick() % 2 === 0 }),
    () => ({
      op: "node.pin",
      id: node(),
      pinned: pick() % 3 === 0 ? null : { output: { text }, ...(pick() % 2 ? { handle: "out" } : {}) },
    }),
    () => ({
      op: "config.set",
      id: node(),
      path,
      ...(pick() % 3 ? { value: pick() % 2 ? text : { a: [text], fetch: 1, later: 2, each: 3 } } : {}),
    }),
    () => ({ op: "policy.set", id: node(), policy: pick() % 2 ? { onError: "branch", undo: node() } : null }),
    () => ({ op: "join.set", id: node(), join: pick() % 2 ? { quorum: 2 } : null }),
    () => ({ op: "edge.add", edge: { id: newEdgeId(graph, ends), ...ends } }),
    () => ({ op: "edge.remove", id: edge() }),
    () => ({ op: "graph.name", name: `Name ${pick() % 9}` }),
    () => ({ op: "graph.description", description: pick() % 2 ? "About" : null }),
    () => ({
      op: "settings.set",
      settings: pick() % 2 ? { concurrency: { key: "{{ start.topic }}", limit: 2 } } : null,
    }),
    () => pasteOps(graph, copyNodes(graph, [node(), node()]), { offset: { x: 20, y: 20 } }).op,
    () => ({
      op: "batch",
      name: "Some",
      ops: [
        { op: "node.remove", id: node() },
        { op: "graph.name", name: "Batch" },
      ],
    }),
  ];
  return (ops[Math.abs(seed) % ops.length] ?? ops[0] ?? (() => ({ op: "batch", name: "", ops: [] })))();
}
