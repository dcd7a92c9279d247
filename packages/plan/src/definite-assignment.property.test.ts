import { catalog } from "@orrery/nodes/catalog";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "./index.ts";
import { allOutcomes, isFound, isReadable, nodesThatRun, startWithout } from "./testing/naive-runs.ts";
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

  it("refuses a read exactly where some run, in some order, would not find it, whatever the joins and whatever is off", () => {
    let refusals = 0;
    let acceptances = 0;
    fc.assert(
      fc.property(randomGraph(12, "any kind"), (random) => {
        const outcomes = allOutcomes(random, 4096);
        fc.pre(outcomes !== null);
        const runs = (outcomes ?? []).map((one) => [nodesThatRun(random, one), one] as const);
        const free = new Map(random.nodes.map(({ id }) => [id, startWithout(random, id)]));
        const off = new Set(random.nodes.filter((node) => node.off).map(({ id }) => id));
        const expected = random.nodes.flatMap((node) => {
          const around = enclosing(node, random);
          if (around.some((id) => off.has(id))) return [];
          return node.reads.flatMap((read, index) => {
            if (!isReadable(read, node, random)) return [];
            if (around.includes(read.name) || (read.form === "either" && around.includes(read.other))) return [];
            /** Not off, and behind it whatever the order: the node itself, or the room it is in where that is beside it. */
            const isEnded = (id: string): boolean => {
              if (id === "start") return true;
              const parentId = random.nodes.find((other) => other.id === id)?.parentId;
              const place = [node.id, ...around].find(
                (at) => random.nodes.find((other) => other.id === at)?.parentId === parentId,
              );
              return !off.has(id) && place !== undefined && !free.get(id)?.has(place);
            };
            const lost = runs.some(([ran, one]) => ran.has(node.id) && !isFound(read, ran, one, isEnded));
            if (!lost && read.form === "bare") acceptances += 1;
            return lost ? [`${node.id} value.${index}`] : [];
          });
        });
        const found = compile(random.graph, { catalog })
          .diagnostics.filter(({ code, severity }) => code === "ORR_MAY_BE_ABSENT" && severity === "error")
          .map(({ nodeId, field }) => `${nodeId} ${field}`);
        refusals += found.length;
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 600 },
    );
    expect(refusals).toBeGreaterThan(15);
    expect(acceptances).toBeGreaterThan(50);
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
