import { expect, test } from "vitest";
import { createRecentlyMade } from "./recently-made.ts";

function bench(options: { readonly most?: number; readonly mostAtOnce?: number } = {}) {
  const clock = { at: 0 };
  const made: string[] = [];
  const recent = createRecentlyMade<string>({
    ...{ keepMs: (text: string) => (text.startsWith("old") ? 100 : 10), most: 2, mostAtOnce: 2, now: () => clock.at },
    ...options,
  });
  const get = (key: string) =>
    recent.get(key, async () => {
      made.push(key);
      return key;
    });
  return { clock, made, recent, get };
}

test("it is made once for all who ask at the same time and within its while, and then anew", async () => {
  const { clock, made, get } = bench();
  expect(await Promise.all([get("a"), get("a")])).toEqual(["a", "a"]);
  clock.at = 9;
  await get("a");
  expect(made).toEqual(["a"]);
  clock.at = 10;
  await get("a");
  expect(made).toEqual(["a", "a"]);
});

test("how long it is kept is told by what was made, and only so much is kept", async () => {
  const { clock, made, get } = bench();
  await get("old");
  clock.at = 99;
  await get("old");
  await get("b");
  await get("c");
  await get("old");
  expect(made).toEqual(["old", "b", "c", "old"]);
});

test("too much at once is refused, a failure is told to all who wait for it and is not kept", async () => {
  const { recent } = bench({ mostAtOnce: 1 });
  const failing = Promise.withResolvers<string>();
  const waiting = [recent.get("a", () => failing.promise), recent.get("a", async () => "never")];
  expect(recent.get("b", async () => "b")).toBeNull();
  failing.reject(new Error("away"));
  expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await recent.get("a", async () => "anew")).toBe("anew");
  expect(await recent.get("b", async () => "b")).toBe("b");
});
