import { expect, test } from "vitest";
import { createSignGate } from "./sign-gate.ts";

const passed = (gate: ReturnType<typeof createSignGate>, who: string, times: number, now: number): number =>
  Array.from({ length: times }, () => gate.passes(who, now)).filter(Boolean).length;

test("twenty at once, then ten a second, and each person by themselves", () => {
  const gate = createSignGate();
  expect([
    passed(gate, "ada", 50, 0),
    passed(gate, "bob", 5, 0),
    passed(gate, "ada", 50, 1_000),
    passed(gate, "ada", 50, 1_050),
    passed(gate, "ada", 50, 60_000),
  ]).toEqual([20, 5, 10, 0, 20]);
});

test("a clock that goes back takes nothing away", () => {
  const gate = createSignGate();
  expect([passed(gate, "ada", 19, 10_000), passed(gate, "ada", 5, 0)]).toEqual([19, 1]);
});
