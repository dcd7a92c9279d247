import { Environment } from "@marcbachmann/cel-js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { evaluateTemplate } from "./evaluate/evaluate-template.ts";
import { parseTemplate } from "./parse-template.ts";

const cel = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });

/** Only what both have: doubles, one type a list, no division. */
const source = fc.letrec<Record<"number" | "text" | "boolean" | "numbers", string>>((tie) => {
  const t = (parts: TemplateStringsArray, ...args: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.tuple(...args).map((made) => parts.reduce((all, part, at) => `${all}${made[at - 1] ?? ""}${part}`));
  const [n, s, b, ns] = [tie("number"), tie("text"), tie("boolean"), tie("numbers")];
  const deep = { depthSize: "small", maxDepth: 4 } as const;
  return {
    number: fc.oneof(
      deep,
      fc.constantFrom("0.0", "1.5", "-2.0", "v.n"),
      t`(${n} + ${n})`,
      t`(${n} - ${n})`,
      t`(${n} * ${n})`,
      t`(${b} ? ${n} : ${n})`,
    ),
    text: fc.oneof(
      deep,
      fc.constantFrom('""', "'a\\n'", 'r"\\d"', "v.s", '"\\u00e9"'),
      t`(${s} + ${s})`,
      t`(${b} ? ${s} : ${s})`,
      t`${s}.trim()`,
      t`[${s}, ${s}].join("-")`,
    ),
    boolean: fc.oneof(
      deep,
      fc.constantFrom("true", "false", "v.on", "v.gone", "has(v.gone)", "has(v.n)"),
      t`(${n} < ${n})`,
      t`(${s} >= ${s})`,
      t`(${n} == ${n})`,
      t`(${s} != ${s})`,
      t`(${b} && ${b})`,
      t`(${b} || ${b})`,
      t`!${b}`,
      t`(${n} in ${ns})`,
      t`${ns}.all(x, x > ${n})`,
      t`${ns}.exists(x, x == ${n} || ${b})`,
      t`${ns}.exists_one(x, x < ${n})`,
      t`(${ns} == ${ns})`,
      t`${s}.startsWith(${s})`,
    ),
    numbers: fc.oneof(
      deep,
      fc.constantFrom("v.ns", "[1.0]"),
      t`[${n}, ${n}]`,
      t`${ns}.map(x, x + ${n})`,
      t`${ns}.filter(x, ${b})`,
      t`${ns}.map(x, x > ${n}, x)`,
      t`(${ns} + ${ns})`,
    ),
  };
}).boolean;

it("gives what cel-js gives where their rules are the same, failures included", () => {
  const variables = { v: { n: 3.5, s: " b ", on: true, ns: [0.5, 2.5, -1.5] } };
  fc.assert(
    fc.property(source, (expression) => {
      let theirs: unknown;
      try {
        theirs = cel.evaluate(expression, variables);
      } catch {
        theirs = "failed";
      }
      const ours = evaluateTemplate(parseTemplate(`{{ ${expression} }}`), { variables, now: 0, ran: () => true });
      // Their depth is counted otherwise.
      fc.pre(ours.ok || !/TOO_DEEP|TOO_NESTED/.test(ours.error.code));
      expect({ expression, value: ours.ok ? ours.value : "failed" }).toEqual({ expression, value: theirs });
    }),
    { numRuns: 500 },
  );
}, 60_000);
