import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NOWHERE, type OwnSign, type PresenceSign } from "./presence-place.ts";
import { createPresence, type PresenceStore } from "./presence-store.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const TABS = ["a1", "a2", "b1"] as const;

/** A room in which every sign reaches all who are in it, the sender included; `cut` holds back what goes to a tab. */
function room() {
  const stores = new Map<string, PresenceStore>();
  const sent: OwnSign[] = [];
  const cut = new Set<string>();
  const enter = (tab: (typeof TABS)[number]): PresenceStore => {
    const person = { id: tab.slice(0, 1), name: tab.startsWith("a") ? "Ada" : "Bob" };
    const send = async (sign: OwnSign): Promise<void> => {
      sent.push(sign);
      const heard: PresenceSign = { ...sign, person };
      for (const [to, store] of stores) if (!cut.has(tab) && !cut.has(to)) store.receive(heard);
    };
    const store = createPresence({ tab, send });
    stores.set(tab, store);
    store.opened();
    return store;
  };
  return { enter, sent, cut, stores };
}

const seen = (store: PresenceStore) => store.getState().companions.map(({ name, isMe }) => [name, isMe]);

test("who is alone says hello once and nothing more, whatever they do", async () => {
  const { enter, sent } = room();
  const alone = enter("a1");
  await vi.advanceTimersByTimeAsync(60_000);
  alone.put({ cursor: { x: 1, y: 2 } });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toEqual([{ tab: "a1", kind: "hello", place: NOWHERE }]);
});

test("whoever comes hears where the others are, and two tabs of one person are two", async () => {
  const { enter, sent } = room();
  const first = enter("a1");
  first.put({ chosen: ["greet"] });
  await vi.advanceTimersByTimeAsync(500);
  const second = enter("a2");
  await vi.advanceTimersByTimeAsync(500);
  const bob = enter("b1");
  await vi.advanceTimersByTimeAsync(500);
  expect([seen(first), seen(second), seen(bob)]).toEqual([
    [
      ["Ada", true],
      ["Bob", false],
    ],
    [
      ["Ada", true],
      ["Bob", false],
    ],
    [
      ["Ada", false],
      ["Ada", false],
    ],
  ]);
  expect(bob.getState().places.get("a/a1")?.chosen).toEqual(["greet"]);
  expect(new Set(bob.getState().companions.map(({ colour }) => colour)).size).toBe(2);
  expect(sent.length).toBeLessThan(12);
});

test("moves are told at most ten times a second, and the last one always", async () => {
  const { enter, sent } = room();
  const ada = enter("a1");
  const bob = enter("b1");
  await vi.advanceTimersByTimeAsync(1_000);
  const before = sent.length;
  for (let x = 1; x <= 100; x++) {
    ada.put({ cursor: { x, y: 0 } });
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.advanceTimersByTimeAsync(200);
  expect(sent.length - before).toBeLessThanOrEqual(12);
  expect(bob.getState().places.get("a/a1")?.cursor).toEqual({ x: 100, y: 0 });
});

test("a tab that is killed is gone within fifteen seconds, one that says so at once", async () => {
  const { enter, stores, cut } = room();
  const ada = enter("a1");
  enter("a2");
  enter("b1");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(seen(ada)).toHaveLength(2);
  stores.get("b1")?.close();
  stores.delete("b1");
  cut.add("b1");
  await vi.advanceTimersByTimeAsync(15_000);
  expect(seen(ada)).toEqual([["Ada", true]]);
  ada.receive({ tab: "a2", kind: "left", place: NOWHERE, person: { id: "a", name: "Ada" } });
  expect(seen(ada)).toEqual([]);
});

test("two who lost sight of each other find each other again", async () => {
  const { enter, cut } = room();
  const ada = enter("a1");
  const bob = enter("b1");
  await vi.advanceTimersByTimeAsync(1_000);
  cut.add("b1");
  await vi.advanceTimersByTimeAsync(30_000);
  expect([seen(ada), seen(bob)]).toEqual([[], []]);
  cut.clear();
  // Its stream comes back, which it is told.
  bob.opened();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([seen(ada), seen(bob)]).toEqual([[["Bob", false]], [["Ada", false]]]);
});

test("a hello that did not arrive is said again, and what is closed says nothing", async () => {
  let isAway = true;
  const sent: string[] = [];
  const store = createPresence({
    tab: "a1",
    send: async ({ kind }) => {
      if (isAway) throw new Error("away");
      sent.push(kind);
    },
  });
  store.opened();
  await vi.advanceTimersByTimeAsync(12_000);
  isAway = false;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(sent).toEqual(["hello"]);
  store.close();
  store.opened();
  await vi.advanceTimersByTimeAsync(6_000);
  expect(sent).toEqual(["hello"]);
});

test("who follows does not say what they see, and stops when the other goes", async () => {
  const { enter } = room();
  const ada = enter("a1");
  const bob = enter("b1");
  await vi.advanceTimersByTimeAsync(1_000);
  ada.put({ view: { x: 0, y: 0, zoom: 1 } });
  bob.put({ view: { x: 9, y: 9, zoom: 2 } });
  bob.follow("a/a1");
  bob.put({ cursor: { x: 1, y: 1 } });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ada.getState().places.get("b/b1")?.view).toBeNull();
  bob.receive({ tab: "a1", kind: "left", place: NOWHERE, person: { id: "a", name: "Ada" } });
  expect(bob.getState().following).toBeNull();
});

test("a tab that is put away is silent and deaf until it is opened again", async () => {
  const { enter, sent } = room();
  const ada = enter("a1");
  const bob = enter("b1");
  await vi.advanceTimersByTimeAsync(1_000);
  ada.away();
  const before = sent.filter(({ tab }) => tab === "a1").length;
  ada.put({ chosen: ["greet"] });
  await vi.advanceTimersByTimeAsync(30_000);
  expect([seen(ada), seen(bob), sent.filter(({ tab }) => tab === "a1").length]).toEqual([[], [], before]);
  ada.opened();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([seen(ada), seen(bob), bob.getState().places.get("a/a1")?.chosen]).toEqual([
    [["Bob", false]],
    [["Ada", false]],
    ["greet"],
  ]);
});
