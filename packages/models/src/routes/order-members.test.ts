import type { ModelFigures, ModelRoute } from "@orrery/ports";
import fc from "fast-check";
import { expect, test } from "vitest";
import { noFigures, orderMembers, scoreMembers } from "./order-members.ts";
import { seededChance } from "./seeded-chance.ts";

const route = (more: Partial<ModelRoute> = {}): ModelRoute => ({
  name: "fast",
  mode: "adaptive",
  members: [
    { model: "a", weight: 1 },
    { model: "b", weight: 1 },
  ],
  fallbackOn: "any",
  timeoutMs: null,
  hedgeAfterMs: null,
  frozenAt: null,
  ...more,
});

const seen = (calls: number, failed: number, ms: number, usd: number): ModelFigures => ({
  calls,
  failed,
  logLatency: { mean: Math.log(ms), deviation: 0 },
  usd,
});

/** How often each is first in 1,000 steps. */
function firsts(of: ModelRoute, known: (model: string) => ModelFigures): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let step = 0; step < 1_000; step += 1) {
    const [first = ""] = orderMembers(of, known, seededChance(`run step-${step}`));
    counts[first] = (counts[first] ?? 0) + 1;
  }
  return counts;
}

test("an ordered route is as it stands, whatever was seen", () => {
  const known = (model: string) => (model === "a" ? seen(9, 9, 1, 1) : noFigures);
  expect(orderMembers(route({ mode: "ordered" }), known, seededChance("x"))).toEqual(["a", "b"]);
});

test("a weighted route asks in proportion", () => {
  const members = [
    { model: "a", weight: 3 },
    { model: "b", weight: 1 },
  ];
  const { a = 0 } = firsts(route({ mode: "weighted", members }), () => noFigures);
  expect(a).toBeGreaterThan(700);
  expect(a).toBeLessThan(800);
});

test("an adaptive route leaves what fails, and tries it now and then while little is known", () => {
  const known = (failed: number) => (model: string) => (model === "a" ? seen(failed, failed, 1, 1) : seen(4, 0, 1, 1));
  const [some, many] = [firsts(route(), known(3)), firsts(route(), known(100))];
  expect(some.a).toBeGreaterThan(0);
  expect(some.b).toBeGreaterThan(900);
  expect(many).toEqual({ b: 1_000 });
});

test("a frozen route leaves nothing to chance", () => {
  const known = (model: string) => (model === "a" ? seen(3, 2, 1, 1) : seen(4, 1, 1, 1));
  expect(firsts(route({ frozenAt: 1 }), known)).toEqual({ b: 1_000 });
});

test("scores say why: answers, speed and thrift against the best", () => {
  const known = (model: string) => (model === "a" ? seen(8, 0, 400, 4) : seen(8, 3, 100, 1));
  expect(scoreMembers(route().members, known, null)).toEqual([
    {
      ...{ model: "a", weight: 1, figures: known("a"), answers: 0.9, speed: expect.closeTo(0.5) },
      ...{ thrift: 0.5, score: expect.closeTo(0.225) },
    },
    {
      ...{ model: "b", weight: 1, figures: known("b"), answers: 0.6, speed: expect.closeTo(1) },
      ...{ thrift: 1, score: expect.closeTo(0.6) },
    },
  ]);
});

test("of nothing known, the heavier goes first", () => {
  const members = [
    { model: "a", weight: 1 },
    { model: "b", weight: 2 },
  ];
  expect(orderMembers(route({ members, frozenAt: 1 }), () => noFigures, seededChance("x"))).toEqual(["b", "a"]);
});

test("the same run and step ask in the same order, each member once", () => {
  const figures = fc.record({
    calls: fc.integer({ min: 0, max: 200 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    ms: fc.integer({ min: 1, max: 100_000 }),
    usd: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  });
  const members = fc.uniqueArray(fc.tuple(fc.string(), fc.integer({ min: 1, max: 9 }), figures), {
    minLength: 1,
    maxLength: 6,
    selector: ([model]) => model,
  });
  fc.assert(
    fc.property(members, fc.constantFrom("ordered", "weighted", "adaptive"), fc.string(), (list, mode, seed) => {
      const known = (model: string): ModelFigures => {
        const found = list.find(([name]) => name === model)?.[2];
        if (found === undefined || found.calls === 0) return noFigures;
        const { calls, share, ms, usd } = found;
        const failed = Math.floor(calls * share);
        return {
          calls,
          failed,
          logLatency: failed === calls ? null : { mean: Math.log(ms), deviation: 0.5 },
          usd: failed === calls ? null : usd,
        };
      };
      const of = route({ mode, members: list.map(([model, weight]) => ({ model, weight })) });
      const order = orderMembers(of, known, seededChance(seed));
      expect(orderMembers(of, known, seededChance(seed))).toEqual(order);
      expect(order.toSorted()).toEqual(list.map(([model]) => model).toSorted());
    }),
  );
});
