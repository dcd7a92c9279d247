import { expect, test } from "vitest";
import { fleetInShort } from "./fleet-words.ts";

test("the gone count for nothing", () => {
  const executor = {
    id: "1",
    host: "a",
    pid: 1,
    version: "1",
    labels: [],
    capacity: 1_000,
    active: 3,
    upMs: 0,
    beatMs: 0,
    sinceMs: null,
    oldestLeaseMs: null,
    targets: [],
  };
  const queue = { waitsFor: "key", workflow: "w", label: "Ada", limit: 2, queued: 12, oldestMs: 0 } as const;
  const executors = [
    { ...executor, state: "ready" as const },
    { ...executor, state: "gone" as const },
  ];
  expect(fleetInShort({ executors, queues: [queue], queuedElsewhere: 0 })).toBe(
    "1 executor · 3 of 1,000 places taken · 12 waiting",
  );
  expect(fleetInShort({ executors: [], queues: [], queuedElsewhere: 0 })).toBe(
    "0 executors · 0 of 0 places taken · none waiting",
  );
});
