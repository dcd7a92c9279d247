import type { RunEvent, WatchItem } from "@orrery/engine";
import { expect, test, vi } from "vitest";
import { createWholeLog } from "./whole-log.ts";

const event = (seq: number): RunEvent => ({ v: 1, seq, epoch: 1, type: "run.cancelled", at: seq });
const events = (...seqs: number[]): WatchItem => ({ kind: "events", events: seqs.map(event) });
const snapshot = (seq: number): WatchItem => ({ kind: "snapshot", seq, state: {} });

function watch(readEvents: (after: number) => Promise<readonly RunEvent[]>) {
  const applied: string[] = [];
  const onReady = vi.fn();
  const receive = createWholeLog({
    readEvents,
    onReady,
    apply: (item) => {
      applied.push(item.kind === "events" ? item.events.map((one) => one.seq).join(" ") : item.kind);
    },
  });
  return { applied, onReady, receive };
}

const pages = (last: number, size: number) => async (after: number) =>
  Array.from({ length: Math.max(0, Math.min(size, last - after)) }, (_, index) => event(after + index + 1));

test("events that come by themselves are passed on at once", () => {
  const { applied, onReady, receive } = watch(pages(0, 1));
  receive(events(1, 2));
  receive(events(3));
  expect(applied).toEqual(["1 2", "3"]);
  expect(onReady).toHaveBeenCalledTimes(1);
});

test("a snapshot is replaced by the log it stands for, and what came meanwhile follows", async () => {
  const { applied, onReady, receive } = watch(pages(5, 2));
  receive(snapshot(4));
  receive({ kind: "previews", previews: [] });
  receive(events(5, 6));
  expect(applied).toEqual([]);
  await vi.waitFor(() => expect(applied).toHaveLength(3));
  expect(applied).toEqual(["1 2 3 4", "previews", "5 6"]);
  expect(onReady).toHaveBeenCalledTimes(1);
});

test.each([
  ["cannot be read", () => Promise.reject(new Error("away"))],
  ["has expired", () => Promise.resolve([])],
])("where the log %s, the snapshot is taken", async (_, readEvents) => {
  const { applied, onReady, receive } = watch(readEvents);
  receive(snapshot(4));
  receive(events(5));
  await vi.waitFor(() => expect(applied).toHaveLength(2));
  expect(applied).toEqual(["snapshot", "5"]);
  expect(onReady).toHaveBeenCalledTimes(1);
});

test("a very long log is begun at its snapshot", () => {
  const { applied, receive } = watch(() => Promise.reject(new Error("never asked")));
  receive(snapshot(2_000_000));
  expect(applied).toEqual(["snapshot"]);
});
