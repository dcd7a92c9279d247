import fc from "fast-check";
import { expect, test } from "vitest";
import { TimerHeap } from "./timer-heap.ts";

const change = fc.record({ key: fc.constantFrom("a", "b", "c", "d", "e", "f", "g"), at: fc.option(fc.nat(20)) });

test("the heap is the same as a sorted map, whatever way it came about", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), fc.nat(20), (changes, now) => {
      const heap = new TimerHeap();
      const plain = new Map<string, number>();
      for (const { key, at } of changes) {
        if (at === null) {
          heap.delete(key);
          plain.delete(key);
        } else {
          heap.set(key, at);
          plain.set(key, at);
        }
      }
      const sorted = [...plain]
        .map(([key, at]) => ({ key, at }))
        .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
      expect({ size: heap.size, nextAt: heap.nextAt, sorted: heap.toSorted(), due: heap.due(now) }).toEqual({
        size: plain.size,
        nextAt: sorted[0]?.at ?? null,
        sorted,
        due: sorted.filter(({ at }) => at <= now).map(({ key }) => key),
      });
    }),
  );
});
