import { afterAll, beforeAll, expect, test } from "vitest";
import { endSessions } from "../identity/end-sessions.ts";
import { removeMember } from "../member/remove-member.ts";
import { setMemberRole } from "../member/set-member-role.ts";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { type LiveItem, watchTopics } from "./watch-topics.ts";

let bench: ServiceBench;

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

/** Follows until the stream ends; `begun` resolves when it has given its first item. */
function follow(ctx: ServiceBench["owner"]) {
  const { promise: begun, resolve } = Promise.withResolvers<void>();
  const stop = new AbortController();
  const read = async () => {
    const items: LiveItem["kind"][] = [];
    try {
      for await (const item of watchTopics({ ctx, topics: [{ kind: "workspace" }], signal: stop.signal })) {
        items.push(item.kind);
        resolve();
      }
    } catch (error) {
      return { last: items.at(-1), error };
    }
    return { last: items.at(-1), error: null };
  };
  return { begun, ended: read(), stop };
}

const refused = { last: "access", error: expect.objectContaining({ code: "UNAUTHENTICATED", reason: "ACCESS" }) };

test("a stream ends when the role of who follows changes, and others' go on", async () => {
  const runner = follow(bench.runner);
  const viewer = follow(bench.viewer);
  await Promise.all([runner.begun, viewer.begun]);
  await setMemberRole({ ctx: bench.owner, input: { userId: "runner-of-default", role: "viewer" } });
  expect(await runner.ended).toEqual(refused);
  viewer.stop.abort();
  expect(await viewer.ended).toEqual({ last: "workspace", error: null });
});

test("it ends when who follows is removed, and when they signed out there from elsewhere", async () => {
  const editor = follow(bench.editor);
  await editor.begun;
  await removeMember({ ctx: bench.owner, input: { userId: "editor-of-default" } });
  expect(await editor.ended).toEqual(refused);

  const viewer = follow(bench.viewer);
  await viewer.begun;
  const id = "session-of-viewer-of-default";
  await endSessions({ ctx: bench.viewer, input: { which: "one", id } });
  expect(await viewer.ended).toEqual(refused);
});
