import { v4 as uuidv4, v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LiveItem, watchTopics } from "../live/watch-topics.ts";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { removeWorkflow } from "../workflow/remove-workflow.ts";
import { type OwnSign, presenceText } from "./presence-sign.ts";
import { showPresence } from "./show-presence.ts";

let bench: ServiceBench;
let workflowId: string;

beforeAll(async () => {
  bench = await serviceBench();
  ({ id: workflowId } = await createWorkflow({ ctx: bench.owner, input: { graph: greeting } }));
});
afterAll(() => bench.close());

const sign = (kind: OwnSign["kind"], chosen: readonly string[] = []): OwnSign => ({
  ...{ tab: uuidv4(), kind },
  place: { cursor: { x: 1.5, y: -2 }, chosen, field: { nodeId: "greet", path: "value" }, view: null },
});

/** Follows who is there; `next` gives one item after the other. */
function follow(ctx: ServiceBench["owner"], id = workflowId) {
  const stop = new AbortController();
  const items = watchTopics({ ctx, topics: [{ kind: "presence", id }], signal: stop.signal });
  return { next: async () => (await items.next()).value, stop: () => stop.abort() };
}

test("who may read a workflow hears who has it open, by the names of their sessions, and only of that workflow", async () => {
  const viewer = follow(bench.viewer);
  expect(await viewer.next()).toEqual({ kind: "presence", id: workflowId, sign: null });
  const elsewhere = await createWorkflow({ ctx: bench.owner, input: { graph: greeting } });
  await showPresence({ ctx: bench.owner, input: { workflowId: elsewhere.id, sign: sign("hello") } });
  const hello = sign("hello", ["greet"]);
  await showPresence({ ctx: bench.editor, input: { workflowId, sign: hello } });
  const heard: LiveItem = {
    ...{ kind: "presence", id: workflowId },
    sign: { ...hello, person: { id: "editor-of-default", name: "editor" } },
  };
  expect(await viewer.next()).toEqual(heard);
  viewer.stop();
});

test("a workflow that is not there, or not theirs, is gone; keys hear and say nothing", async () => {
  const gone = (id: string) => ({ kind: "gone", topic: "presence", id });
  const unknown = uuidv7();
  expect(await follow(bench.owner, unknown).next()).toEqual(gone(unknown));
  expect(await follow(bench.stranger).next()).toEqual(gone(workflowId));
  expect(await follow(bench.key("read")).next()).toEqual(gone(workflowId));
});

test("the largest sign fits a notification", () => {
  const long = "n".repeat(64);
  const far = -9_999_999.123456789;
  const text = presenceText(workflowId, {
    ...{ tab: uuidv4(), kind: "hello", person: { id: uuidv4(), name: "\u{1F9D1}‍\u{1F680}".repeat(500) } },
    place: {
      ...{ cursor: { x: far, y: far }, view: { x: far, y: far, zoom: 1.23456789012345 } },
      ...{ chosen: Array.from({ length: 30 }, () => long), field: { nodeId: long, path: "\u{1F9D1}".repeat(100) } },
    },
  });
  expect(Buffer.byteLength(text)).toBeLessThan(7_900);
  expect(text).not.toContain(",");
});

test("whoever follows the draft of a workflow hears that it was deleted", async () => {
  const { id } = await createWorkflow({ ctx: bench.owner, input: { graph: greeting } });
  const stop = new AbortController();
  const topics = [
    { kind: "draft", id, after: 0 },
    { kind: "comments", id },
  ] as const;
  const items = watchTopics({ ctx: bench.editor, topics, signal: stop.signal });
  expect((await items.next()).value).toEqual({ kind: "comments", id });
  const next = items.next();
  await removeWorkflow({ ctx: bench.owner, input: { id } });
  expect((await next).value).toEqual({ kind: "gone", topic: "draft", id });
  stop.abort();
});
