import type { RunEvent } from "@orrery/engine";
import { expect, test } from "vitest";
import { readLogAhead } from "./log-ahead.ts";

const event = (seq: number): RunEvent => ({ v: 1, seq, epoch: 1, type: "run.cancelled", at: seq });
const preview = { valueId: "v", kind: "json", bytes: 2, preview: "12" };

/** A log of so many events, of which some may be gone. */
function logOf(length: number, isGone: (seq: number) => boolean = () => false) {
  const asked: [number, boolean][] = [];
  return {
    asked,
    read: async (after: number, withPreviews: boolean) => {
      asked.push([after, withPreviews]);
      const all = Array.from({ length: Math.max(0, length - after) }, (_, index) => event(after + index + 1));
      const events = all.filter(({ seq }) => !isGone(seq)).slice(0, 2_000);
      return { events, ...(withPreviews && { previews: [preview] }) };
    },
  };
}

test("all pages are asked for at once, and make one log with the previews of the first", async () => {
  const { asked, read } = logOf(4_500);
  const begun = readLogAhead(4_500, read);
  expect(asked).toEqual([
    [0, true],
    [2_000, false],
    [4_000, false],
  ]);
  const ahead = await begun;
  expect(ahead?.events.map(({ seq }) => seq)).toEqual(Array.from({ length: 4_500 }, (_, index) => index + 1));
  expect(ahead?.previews).toEqual([preview]);
});

test("what happened since the length was known comes along as far as the pages reach", async () => {
  const { read } = logOf(5_000);
  expect((await readLogAhead(2_500, read))?.events.length).toBe(4_000);
});

test.each([
  ["short", 1_000, 1_000],
  ["very long", 100_001, 100_001],
  ["shorter than it was", 2_500, 2_400],
])("a log that is %s is left to the stream", async (_, lastSeq, length) => {
  expect(await readLogAhead(lastSeq, logOf(length).read)).toBeNull();
});

test("a log with a gap is left to the stream", async () => {
  expect(await readLogAhead(4_500, logOf(4_500, (seq) => seq === 3_000).read)).toBeNull();
});

test("one that cannot be read says so", async () => {
  await expect(readLogAhead(4_500, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
});
