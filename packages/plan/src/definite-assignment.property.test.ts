import { catalog } from "@orrery/nodes/catalog";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "./index.ts";
import { allOutcomes, isFound, isReadable, nodesThatRun } from "./testing/naive-runs.ts";
import { type RandomGraph, type RandomNode, randomGraph } from "./testing/random-graph.ts";

const enclosing = (node: RandomNode, { nodes }: RandomGraph): readonly string[] => {
  const around: string[] = [];
  for (let at = node.parentId; at !== null; at = nodes.find(({ id }) => id === at)?.parentId ?? null) around.push(at);
  return around;
};

describe("definite assignment against every way the decisions can fall", () => {
  it("refuses a read exactly where some run would not find it", () => {
    let refusals = 0;
    fc.assert(
      fc.property(randomGraph(12), (random) => {
        const outcomes = allOutcomes(random, 4096);
        fc.pre(outcomes !== null);
        const runs = (outcomes ?? []).map((one) => [nodesThatRun(random, one), one] as const);
        const expected = random.nodes.flatMap((node) =>
          node.reads.flatMap((read, index) => {
            if (!isReadable(read, node, random)) return [];
            const around = enclosing(node, random);
            if (around.includes(read.name) || (read.form === "either" && around.includes(read.other))) return [];
            const lost = runs.some(([ran, one]) => ran.has(node.id) && !isFound(read, ran, one));
            return lost ? [`${node.id} value.${index}`] : [];
          }),
        );
        const found = compile(random.graph, { catalog })
          .diagnostics.filter(({ code }) => code === "ORR_MAY_BE_ABSENT")
          .map(({ nodeId, field }) => `${nodeId} ${field}`);
        refusals += found.length;
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 500 },
    );
    expect(refusals).toBeGreaterThan(15);
  });

  it("refuses names that no path of edges leads from, and no others", () => {
    fc.assert(
      fc.property(randomGraph(12), (random) => {
        const expected = random.nodes.filter((node) => node.reads.some((read) => !isReadable(read, node, random)));
        const codes = new Set(["ORR_NOT_BEFORE", "ORR_READS_ITSELF", "ORR_OUT_OF_SCOPE"]);
        const found = compile(random.graph, { catalog }).diagnostics.filter(({ code }) => codes.has(code));
        expect([...new Set(found.map(({ nodeId }) => nodeId))].toSorted()).toEqual(
          expected.map(({ id }) => id).toSorted(),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("never accepts a read that some run would not find, in graphs of any size", () => {
    fc.assert(
      fc.property(randomGraph(60), fc.array(fc.nat(), { minLength: 61, maxLength: 61 }), (random, picks) => {
        const { plan } = compile(random.graph, { catalog });
        if (plan === null) return;
        const one = new Map(
          random.nodes.map(({ id, outcomes }, index) => [id, outcomes[(picks[index] ?? 0) % outcomes.length] ?? "out"]),
        );
        const ran = nodesThatRun(random, one);
        for (const node of random.nodes) {
          if (!ran.has(node.id)) continue;
          for (const read of node.reads) {
            const around = enclosing(node, random);
            if (!around.includes(read.name))
              expect(isFound(read, ran, one), `${node.id} reads ${read.name}`).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
