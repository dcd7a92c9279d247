import { expect, test } from "vitest";
import { mergeStreams } from "./merge-streams.ts";

async function* counted(name: string, n: number, closed: string[]): AsyncGenerator<string> {
  try {
    for (let i = 0; i < n; i += 1) {
      await Promise.resolve();
      yield `${name}${i}`;
    }
  } finally {
    closed.push(name);
  }
}

test("every item of every stream comes, each stream in its order", async () => {
  const items: string[] = [];
  for await (const item of mergeStreams([counted("a", 3, []), counted("b", 2, []), counted("c", 0, [])])) {
    items.push(item);
  }
  expect(items.filter((item) => item.startsWith("a"))).toEqual(["a0", "a1", "a2"]);
  expect(items.filter((item) => item.startsWith("b"))).toEqual(["b0", "b1"]);
  expect(items.length).toBe(5);
});

test("a consumer that stops closes every stream", async () => {
  const closed: string[] = [];
  for await (const _ of mergeStreams([counted("a", 9, closed), counted("b", 9, closed)])) break;
  await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
  expect(closed.sort()).toEqual(["a", "b"]);
});

test("an error of one stream ends all", async () => {
  const closed: string[] = [];
  async function* broken(): AsyncGenerator<string> {
    yield "x";
    throw new Error("gone");
  }
  const read = async (): Promise<void> => {
    for await (const _ of mergeStreams([counted("a", 1000, closed), broken()])) void _;
  };
  await expect(read()).rejects.toThrow("gone");
  await new Promise((resolve) => setImmediate(resolve));
  expect(closed).toEqual(["a"]);
});

test("a stream that fails while the consumer works fails the whole when it comes back, and nothing before", async () => {
  async function* steady(): AsyncGenerator<string> {
    for (;;) yield "a";
  }
  async function* failing(): AsyncGenerator<string> {
    yield "b";
    throw new Error("away");
  }
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on("unhandledRejection", note);
  const items: string[] = [];
  const all = async (): Promise<void> => {
    for await (const item of mergeStreams([failing(), steady()])) {
      items.push(item);
      // Long enough for Node to call a rejection unhandled.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await expect(all()).rejects.toThrow("away");
  for await (const item of mergeStreams([failing()])) {
    items.push(item);
    await new Promise((resolve) => setTimeout(resolve, 5));
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
  process.off("unhandledRejection", note);
  expect([items.at(0), items.at(-1), unhandled]).toEqual(["b", "b", []]);
});
