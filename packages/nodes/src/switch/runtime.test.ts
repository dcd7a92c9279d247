import { StepFailure } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { switchRuntime } from "./runtime.ts";

const config = {
  cases: [
    { id: "big", when: "{{ start.n > 10 }}" },
    { id: "small", when: "{{ start.n < 3 }}" },
  ],
};
const run = (lazy: Parameters<typeof createTestInput>[1]) =>
  switchRuntime.run(createTestStep().ctx, createTestInput(config, lazy));

test("the first true case wins and later ones are not evaluated", () => {
  const asked: string[] = [];
  const outcome = run((path) => {
    asked.push(path);
    return true;
  });
  expect({ outcome, asked }).toEqual({
    outcome: { kind: "done", output: { taken: "big" }, handle: "big" },
    asked: ["cases.0.when"],
  });
});

test("a later case wins where the earlier are false, and none gives otherwise", () => {
  expect(run({ "cases.0.when": false, "cases.1.when": true })).toMatchObject({ handle: "small" });
  expect(run({ "cases.0.when": false, "cases.1.when": false })).toEqual({
    kind: "done",
    output: { taken: "otherwise" },
    handle: "otherwise",
  });
});

test("a case that gives no boolean fails, one whose expression fails throws on", () => {
  expect(run({ "cases.0.when": "yes" })).toMatchObject({
    kind: "failed",
    error: { code: "CONDITION_NOT_BOOLEAN", message: "The case big gave text, not true or false." },
  });
  const failure = new StepFailure({ code: "ORR_EXPR_MISSING", message: "No member.", class: "permanent" });
  expect(() =>
    run(() => {
      throw failure;
    }),
  ).toThrow(failure);
});
