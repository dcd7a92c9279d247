import fc from "fast-check";
import { expect, test } from "vitest";
import type { Graph } from "../graph.ts";
import { applyEdit, formatGraph, replaceGraph } from "../index.ts";
import { arbitraryOp } from "../testing/arbitrary-op.ts";
import { sampleGraph } from "../testing/sample-graph.ts";

test("one edit makes any document into any other, and its inverse takes it back", () => {
  const edited = (seeds: readonly number[], pick: () => number): Graph =>
    seeds.reduce<Graph>((graph, seed) => {
      const result = applyEdit(graph, arbitraryOp(graph, seed, pick));
      return result.ok ? result.graph : graph;
    }, sampleGraph);
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { maxLength: 20 }),
      fc.array(fc.integer(), { maxLength: 20 }),
      fc.infiniteStream(fc.nat()),
      (one, other, stream) => {
        const pick = (): number => stream.next().value;
        const current = edited(one, pick);
        const wanted = edited(other, pick);
        const result = applyEdit(current, replaceGraph(current, wanted, "Restore"));
        if (!result.ok) throw new Error(result.message);
        expect(JSON.parse(formatGraph(result.graph))).toEqual(JSON.parse(formatGraph(wanted)));
        const back = applyEdit(result.graph, result.inverse);
        expect(back.ok && formatGraph(back.graph)).toBe(formatGraph(current));
      },
    ),
    { numRuns: 100 },
  );
});
