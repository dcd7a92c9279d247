import { expect, test } from "vitest";
import { heldUp } from "./held-up.ts";

const run = {
  place: "admitted",
  gateLabel: null,
  gateLimit: null,
  needs: [],
  owner: null,
  trouble: null,
  endedAt: null,
};

test("what holds a run up is told in words", () => {
  const words = [
    heldUp(run),
    heldUp({ ...run, place: "key", gateLabel: "customer-7", gateLimit: 2 }),
    heldUp({ ...run, place: "capacity" }),
    heldUp({ ...run, needs: ["eu", "gpu"] }),
    heldUp({ ...run, needs: ["gpu"], owner: "somebody" }),
    heldUp({ ...run, place: "key", endedAt: new Date(0) }),
    heldUp({ ...run, place: "resting", trouble: "Its archive is away." }),
    heldUp({ ...run, owner: "somebody", trouble: "Its archive is away." }),
  ];
  expect(words).toEqual([
    null,
    "Waits for a free place: key customer-7, 2 of 2 taken",
    "Waits for a free place: all executors are full",
    "Waits for an executor with eu and gpu",
    null,
    null,
    "Its archive is away. It is tried again within the hour.",
    null,
  ]);
});
