import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dominators } from "./dominators.ts";

describe("Dominators", () => {
  it("knows what every path passes, as a search for a way around it does", () => {
    const graphs = fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(graphs, (lists) => {
        const before = lists.map((list, index) => (index === 0 ? [] : [...new Set(list.map((pick) => pick % index))]));
        const dominators = new Dominators();
        before.forEach((sources, index) => {
          dominators.add(
            `p${index}`,
            sources.map((source) => `p${source}`),
          );
        });
        const reachableWithout = (removed: number, target: number): boolean => {
          if (target === removed) return false;
          const sources = before[target] ?? [];
          return sources.length === 0 || sources.some((source) => reachableWithout(removed, source));
        };
        for (const through of before.keys()) {
          for (const point of before.keys()) {
            expect(dominators.dominates(`p${through}`, `p${point}`), `p${through} before p${point}`).toBe(
              !reachableWithout(through, point),
            );
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
