import { applyEdit, type EditOp, type Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edges, graph, node, start, transform } from "./diagnostic-catalogue/draw.ts";
import { type CompileResult, compile, createCompiler } from "./index.ts";
import { randomGraph } from "./testing/random-graph.ts";

const texts = [
  "{{ start.topic }}",
  "{{ n_1 }}",
  "{{ default(n_0, n_2) }}",
  "{{ n_3.taken }}",
  "plain",
  "{{ nope",
  "{{ start.no }}",
  "{{ n_2[0] }}",
];

const edit = fc.record({ kind: fc.nat({ max: 9 }), a: fc.nat(), b: fc.nat(), c: fc.nat() });

function opOf(graph: Graph, { kind, a, b, c }: { kind: number; a: number; b: number; c: number }): EditOp {
  const node = graph.nodes[a % graph.nodes.length];
  const id = node?.id ?? "start";
  const other = graph.nodes[b % graph.nodes.length]?.id ?? "start";
  const text = texts[c % texts.length] ?? "";
  const ends = {
    source: id,
    sourceHandle: ["out", "true", "error"][c % 3] ?? "out",
    target: other,
    targetHandle: "in",
  };
  const ops: readonly EditOp[] = [
    { op: "config.set", id, path: ["value"], value: [text] },
    { op: "config.set", id, path: ["when"], value: text },
    { op: "edge.add", edge: { id: `x_${b}_${c}`, ...ends } },
    { op: "edge.remove", id: graph.edges[b % Math.max(1, graph.edges.length)]?.id ?? "none" },
    { op: "node.rename", from: id, to: `r_${c % 5}` },
    { op: "node.remove", id: id === "start" && c % 4 ? other : id },
    { op: "policy.set", id, policy: c % 2 ? { onError: c % 3 ? "branch" : "continue" } : null },
    { op: "node.parent", id, parentId: c % 2 ? other : null, position: { x: 0, y: 0 } },
    {
      op: "join.set",
      id,
      join: c % 3 === 0 ? null : c % 3 === 1 ? "any" : { quorum: 1, deadlineMs: 5, cancelRest: true },
    },
    { op: "node.disable", id, disabled: c % 2 === 0 },
  ];
  return ops[kind] ?? { op: "graph.name", name: "Other" };
}

/** All of a result that can be compared, the scopes by what they name. */
function comparable({ scopes, ...rest }: CompileResult) {
  const named = [...scopes].map(([id, { node, iteration }]) => [
    id,
    [...node.variables],
    iteration && [...iteration.variables],
  ]);
  return { ...rest, scopes: named };
}

describe("a compiler that remembers", () => {
  it("says after every edit what a fresh one says", () => {
    fc.assert(
      fc.property(randomGraph(14), fc.array(edit, { minLength: 1, maxLength: 12 }), ({ graph: drawn }, edits) => {
        const compiler = createCompiler({ catalog });
        compiler.compile(drawn);
        let now = drawn;
        for (const one of edits) {
          const result = applyEdit(now, opOf(now, one));
          if (!result.ok || result.graph.nodes.length === 0) continue;
          now = result.graph;
          expect(comparable(compiler.compile(now))).toEqual(comparable(compile(now, { catalog })));
        }
      }),
      { numRuns: 80 },
    );
  });

  it("forgets that a node reads one that is gone, though nothing of the node itself has changed", () => {
    const drawn = graph(
      [start(), { ...transform("off", "{{ gone }}"), disabled: true }, transform("gone", 1)],
      edges("start -> off", "start -> gone"),
    );
    const compiler = createCompiler({ catalog });
    compiler.compile(drawn);
    const removed = applyEdit(drawn, { op: "node.remove", id: "gone" });
    if (!removed.ok) throw new Error("It can be removed.");
    const { plan } = compiler.compile(removed.graph);
    expect(plan).not.toBeNull();
    expect(plan).toEqual(compile(removed.graph, { catalog }).plan);
  });

  it("never throws, whatever is wired to what", () => {
    const handle = fc.constantFrom("out", "in", "true", "error", "nope");
    const wild = fc.tuple(randomGraph(60), fc.array(fc.tuple(fc.nat(), handle, fc.nat(), handle), { maxLength: 40 }));
    fc.assert(
      fc.property(wild, ([{ graph: drawn }, extra]) => {
        const idOf = (at: number) => drawn.nodes[at % drawn.nodes.length]?.id ?? "start";
        const more = extra.map(([from, sourceHandle, to, targetHandle], index) => ({
          id: `wild_${index}`,
          source: idOf(from),
          sourceHandle,
          target: idOf(to),
          targetHandle,
        }));
        const result = compile({ ...drawn, edges: [...drawn.edges, ...more] }, { catalog });
        const errors = result.diagnostics.filter(({ severity }) => severity === "error");
        expect(result.plan === null).toBe(errors.length > 0);
        expect(result.hash).toBe(result.plan?.hash ?? null);
        for (const { message } of result.diagnostics) expect(message.length).toBeLessThan(1_000);
      }),
      { numRuns: 80 },
    );
  });

  it("stays small where every step holds the one before twice, and where containers are nested without end", () => {
    const ids = Array.from({ length: 300 }, (_, index) => `t_${index}`);
    const before = (index: number) => (index === 0 ? "start" : `t_${index - 1}`);
    const doubling = graph(
      [start(), ...ids.map((id, index) => transform(id, { a: `{{ ${before(index)} }}`, b: `{{ ${before(index)} }}` }))],
      edges(...ids.map((id, index) => `${before(index)} -> ${id}`)),
    );
    expect(compile(doubling, { catalog }).diagnostics).toEqual([]);
    const rooms = Array.from({ length: 5_000 }, (_, index) =>
      node(`m_${index}`, "map", { items: [1], collect: 1 }, index === 0 ? {} : { parentId: `m_${index - 1}` }),
    );
    const codes = compile(graph([start(), ...rooms], edges("start -> m_0")), { catalog }).diagnostics.map(
      ({ code }) => code,
    );
    expect([...new Set(codes)]).toEqual(["ORR_NESTED_TOO_DEEP"]);
  });
});
