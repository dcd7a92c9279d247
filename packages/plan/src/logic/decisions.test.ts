import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALWAYS, Decisions, type Formula, NEVER } from "./decisions.ts";

/** The widths of the variables of every test. */
const widths = [2, 3, 2, 4];

interface Tree {
  readonly kind: "leaf" | "and" | "or";
  readonly variable: number;
  readonly values: readonly boolean[];
  readonly parts: readonly Tree[];
}

const leaf = fc
  .tuple(fc.nat({ max: widths.length - 1 }), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
  .map(
    ([variable, values]): Tree => ({ kind: "leaf", variable, values: values.slice(0, widths[variable]), parts: [] }),
  );
const tree = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "medium" },
    leaf,
    fc
      .record({ kind: fc.constantFrom("and", "or"), parts: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }) })
      .map(({ kind, parts }): Tree => ({ kind, parts, variable: 0, values: [] })),
  ),
})).tree;

function build(logic: Decisions, { kind, variable, values, parts }: Tree): Formula {
  if (kind === "leaf") return logic.oneOf(variable, values);
  const built = parts.map((part) => build(logic, part));
  return kind === "and"
    ? built.reduce((a, b) => logic.and(a, b), ALWAYS)
    : built.reduce((a, b) => logic.or(a, b), NEVER);
}

function holds({ kind, variable, values, parts }: Tree, taken: readonly number[]): boolean {
  if (kind === "leaf") return values[taken[variable] ?? 0] ?? false;
  return kind === "and" ? parts.every((part) => holds(part, taken)) : parts.some((part) => holds(part, taken));
}

const all = widths.reduce<readonly (readonly number[])[]>(
  (found, width) => found.flatMap((one) => Array.from({ length: width }, (_, value) => [...one, value])),
  [[]],
);

function fresh(): Decisions {
  const logic = new Decisions();
  for (const _ of widths) logic.variable();
  return logic;
}

describe("Decisions", () => {
  it("agrees with every row of the truth table", () => {
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        const logic = fresh();
        const [left, right] = [build(logic, a), build(logic, b)];
        const rows = all.map((taken) => [holds(a, taken), holds(b, taken)] as const);
        expect({
          same: left === right,
          implies: logic.implies(left, right),
          exclude: logic.exclude(left, right),
          never: left === NEVER,
          always: left === ALWAYS,
        }).toEqual({
          same: rows.every(([x, y]) => x === y),
          implies: rows.every(([x, y]) => !x || y),
          exclude: rows.every(([x, y]) => !(x && y)),
          never: rows.every(([x]) => !x),
          always: rows.every(([x]) => x),
        });
      }),
      { numRuns: 500 },
    );
  });

  it("depends on what can change it, and on nothing else", () => {
    fc.assert(
      fc.property(tree, (one) => {
        const logic = fresh();
        const matters = widths.flatMap((width, variable) =>
          all.some((taken) =>
            Array.from({ length: width }, (_, value) => holds(one, taken.with(variable, value))).some(
              (is) => is !== holds(one, taken),
            ),
          )
            ? [variable]
            : [],
        );
        expect([...logic.support(build(logic, one))].toSorted()).toEqual(matters);
      }),
    );
  });

  it("proves nothing about what grew too large", () => {
    const logic = new Decisions();
    const pairs = Array.from({ length: 24 }, () => logic.variable());
    let grown: Formula = NEVER;
    for (let index = 0; index < 12; index += 1) {
      const both = logic.and(
        logic.oneOf(pairs[index] ?? 0, [false, true]),
        logic.oneOf(pairs[index + 12] ?? 0, [false, true]),
      );
      grown = logic.or(grown, both);
    }
    const huge = Array.from({ length: 40 }, () => logic.variable()).reduce(
      (formula, variable) => logic.or(formula, logic.and(grown, logic.oneOf(variable, [false, true]))),
      grown,
    );
    expect(logic.implies(ALWAYS, huge)).toBe(false);
    expect(logic.exclude(huge, ALWAYS)).toBe(false);
  });
});
