import { expect, test, vi } from "vitest";
import { type BreakpointStorage, createBreakpoints } from "./breakpoints.ts";

function memory(): BreakpointStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

test("breakpoints are remembered by workflow, and forgotten with the last of them", () => {
  const storage = memory();
  const first = createBreakpoints("w1", storage);
  const heard = vi.fn();
  first.subscribe(heard);
  first.toggle("a");
  first.toggle("b");
  expect([...createBreakpoints("w1", storage).getState()]).toEqual(["a", "b"]);
  expect([...createBreakpoints("w2", storage).getState()]).toEqual([]);
  first.toggle("a");
  first.toggle("b");
  expect(heard).toHaveBeenCalledTimes(4);
  expect([...storage.kept]).toEqual([]);
});

test("those of nodes that are gone are dropped", () => {
  const breakpoints = createBreakpoints("w", memory());
  breakpoints.toggle("a");
  breakpoints.toggle("b");
  breakpoints.keepOnly(new Set(["b", "c"]));
  expect([...breakpoints.getState()]).toEqual(["b"]);
});

test("there are at most 32, as many as a run takes", () => {
  const breakpoints = createBreakpoints("w", memory());
  for (let index = 0; index < 40; index += 1) breakpoints.toggle(`n_${index}`);
  expect(breakpoints.getState().size).toBe(32);
});

test("what was kept by something else, or cannot be kept, does no harm", () => {
  const storage = memory();
  storage.kept.set("orrery.breakpoints.w", "{");
  expect([...createBreakpoints("w", storage).getState()]).toEqual([]);
  const full = createBreakpoints("w", {
    ...memory(),
    setItem: () => {
      throw new Error("full");
    },
  });
  full.toggle("a");
  expect([...full.getState()]).toEqual(["a"]);
});
