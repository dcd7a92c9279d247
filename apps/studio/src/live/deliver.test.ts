import type { RunEvent } from "@orrery/engine";
import type { LiveItem } from "@orrery/services";
import { expect, test } from "vitest";
import { deliver } from "./deliver.ts";

const event = (seq: number): RunEvent => ({ v: 1, seq, epoch: 1, type: "run.cancelled", at: seq });
const events = (...seqs: number[]): LiveItem => ({
  kind: "run",
  id: "r",
  seq: seqs.at(-1) ?? 0,
  item: { kind: "events", events: seqs.map(event) },
});
const snapshot = (seq: number): LiveItem => ({ kind: "run", id: "r", seq, item: { kind: "snapshot", seq, state: {} } });

test.each([
  ["events that follow are delivered", 2, events(3, 4), { do: "deliver", item: events(3, 4), cursor: 4 }],
  ["events already had are cut off", 3, events(2, 3, 4), { do: "deliver", item: events(4), cursor: 4 }],
  ["events all had already are dropped", 4, events(3, 4), { do: "drop" }],
  ["events beyond the next are a gap", 2, events(5), { do: "gap", upTo: 4 }],
  ["a first snapshot is delivered", 0, snapshot(9), { do: "deliver", item: snapshot(9), cursor: 9 }],
  ["an old snapshot is dropped", 9, snapshot(9), { do: "drop" }],
  ["a snapshot beyond one who has events is a gap", 4, snapshot(9), { do: "gap", upTo: 9 }],
] as const)("%s", (_name, cursor, item, expected) => {
  expect(deliver(cursor, item)).toEqual(expected);
});
