import type { Executors } from "@orrery/ports";
import { expect, test } from "vitest";
import { joinExecutors } from "./membership.ts";

/** A registry of which the answers can be held back, and come in any order. */
function openRegistry() {
  const said: string[] = [];
  let held: (() => void)[] | null = null;
  let here = "";
  const executors: Executors = {
    async enter({ id }) {
      here = id;
      said.push("enter");
    },
    async beat(id, { isDraining = false }) {
      if (held !== null) await new Promise<void>((resolve) => held?.push(resolve));
      said.push(isDraining ? "draining" : "beat");
      return { isKnown: id === here };
    },
    bury: async () => [],
    async leave() {
      here = "";
      said.push("leave");
    },
  };
  const letGo = (): void => {
    for (const answer of held?.splice(0).toReversed() ?? []) answer();
  };
  return {
    said,
    executors,
    hold: () => {
      held = [];
    },
    letGo,
  };
}

async function join(executors: Executors) {
  return joinExecutors({
    executors,
    version: "0.0.0",
    capacity: 1,
    labels: [],
    active: () => 0,
    poolIds: () => [],
    targets: () => "[]",
    onBuried: () => undefined,
    onBeat: () => undefined,
    onFresh: () => undefined,
    onTrouble: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
}

test("what it says of draining is not taken back by an older beat, and no late beat makes it enter again", async () => {
  const registry = openRegistry();
  const membership = await join(registry.executors);
  registry.said.length = 0;
  registry.hold();
  const ended = Promise.all([membership.beatNow(), membership.drain(), membership.leave()]);
  const late = membership.beatNow();
  const pump = setInterval(registry.letGo, 5);
  await Promise.all([ended, late]);
  clearInterval(pump);
  expect(registry.said).toEqual(["draining", "draining", "leave", "draining"]);
});

test("it leaves after it has said that it drains", async () => {
  const registry = openRegistry();
  const membership = await join(registry.executors);
  registry.said.length = 0;
  registry.hold();
  const pump = setInterval(registry.letGo, 5);
  await Promise.all([membership.beatNow(), membership.drain()]);
  await membership.leave();
  await membership.beatNow();
  clearInterval(pump);
  expect(registry.said).toEqual(["draining", "draining", "leave", "draining"]);
});
