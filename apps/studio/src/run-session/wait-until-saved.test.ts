import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { waitUntilSaved } from "./wait-until-saved.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function documentWith(unsent: number) {
  const listeners = new Set<() => void>();
  let left = unsent;
  let retried = 0;
  return {
    getState: () => ({ unsent: left }),
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retry: () => {
      retried += 1;
    },
    set(next: number) {
      left = next;
      for (const listener of listeners) listener();
    },
    counts: () => ({ retried, listeners: listeners.size }),
  };
}

test("what is saved already does not wait", async () => {
  const document = documentWith(0);
  expect(await waitUntilSaved(document, 1000)).toBe(true);
  expect(document.counts()).toEqual({ retried: 0, listeners: 0 });
});

test("it waits for the last edit, and lets go of the document", async () => {
  const document = documentWith(2);
  const saved = waitUntilSaved(document, 1000);
  document.set(1);
  document.set(0);
  expect(await saved).toBe(true);
  expect(document.counts()).toEqual({ retried: 1, listeners: 0 });
});

test("it gives up after its time", async () => {
  const document = documentWith(1);
  const saved = waitUntilSaved(document, 1000);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await saved).toBe(false);
  expect(document.counts()).toEqual({ retried: 1, listeners: 0 });
});
