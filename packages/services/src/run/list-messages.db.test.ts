import type { Graph, Json, JsonObject } from "@orrery/graph";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { publishWorkflow } from "../version/publish-workflow.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { listMessages } from "./list-messages.ts";
import { startPublished } from "./start-published.ts";
import { startRun } from "./start-run.ts";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

const talking: Graph = {
  schema: "orrery.graph/v1",
  name: "Talking",
  nodes: [
    { id: "message", type: "chat", position: { x: 0, y: 0 }, config: {} },
    { id: "end", type: "output", position: { x: 260, y: 0 }, config: { value: "{{ message.text }}" } },
  ],
  edges: [{ id: "e1", source: "message", sourceHandle: "out", target: "end", targetHandle: "in" }],
};

test("a conversation is what one person said to the chat, in order; other runs and other people's are not in it", async () => {
  const ctx = bench.owner;
  const { id: workflowId } = await createWorkflow({ ctx, input: { graph: talking } });
  await publishWorkflow({ ctx, input: { id: workflowId } });
  const say = (text: string, conversation: string, by = ctx) =>
    startPublished({ ctx: by, input: { workflowId, input: { text, conversation }, chat: true } });
  const first = await say("Hello", "a");
  await startRun({ ctx, input: { workflowId, input: { text: "A try", conversation: "a" } } });
  await startPublished({
    ctx: bench.local,
    input: { workflowId, input: { text: "Mine", conversation: "b" }, chat: true },
  });
  const second = await say("Are you there?", "a");
  const alone = await say("Alone", "");
  const rest = { status: "queued", outputValueId: null, at: expect.any(Number) };
  expect(await listMessages({ ctx, input: { workflowId } })).toEqual([
    { runId: first.runId, conversation: "a", text: "Hello", ...rest },
    { runId: second.runId, conversation: "a", text: "Are you there?", ...rest },
    { runId: alone.runId, conversation: alone.runId, text: "Alone", ...rest },
  ]);
  expect(await listMessages({ ctx: bench.stranger, input: { workflowId } })).toEqual([]);
});

/** As if an executor had: the run's output is stored, and it has ended so. */
async function answer(runId: string, json: string, status = "succeeded"): Promise<void> {
  const id = uuidv7();
  const { pool } = bench.services;
  await pool.query(
    `INSERT INTO run_value (run_id, id, workspace_id, bytes, kind, labels, preview, data)
      VALUES ($1, $2, 'default', length($3), 'json', '{"i":"T","c":[]}', '', $3::json)`,
    [runId, id, json],
  );
  await pool.query("UPDATE run SET status = $2, output_value_id = $3 WHERE id = $1", [runId, status, id]);
}

/** What a run was started with. */
async function inputOf(runId: string) {
  const { rows } = await bench.services.pool.query<{ id: string }>(
    "SELECT payload #>> '{input,id}' AS id FROM run_command WHERE run_id = $1 AND kind = 'start'",
    [runId],
  );
  return bench.services.values.read(runId, rows[0]?.id ?? "");
}

describe("a message brings along what was said before", () => {
  const setUp = async () => {
    const { id: workflowId } = await createWorkflow({ ctx: bench.owner, input: { graph: talking } });
    await publishWorkflow({ ctx: bench.owner, input: { id: workflowId } });
    const say = async (input: JsonObject, ctx = bench.owner, chat = true) =>
      (await startPublished({ ctx, input: { workflowId, input, chat } })).runId;
    return { workflowId, say };
  };

  test("of its conversation, as far as it was answered, and of nobody else's", async () => {
    const { workflowId, say } = await setUp();
    await answer(await say({ text: "I am Ada.", conversation: "a" }), '"Hello, Ada."');
    await answer(await say({ text: "Another talk", conversation: "b" }), '"Yes."');
    await answer(await say({ text: "Broken", conversation: "a" }), '{"message":"It broke."}', "failed");
    await say({ text: "Nobody answered", conversation: "a" });
    await answer(await say({ text: "Count.", conversation: "a" }), '{"n":1}');
    await answer(await say({ text: "Mine", conversation: "a" }, bench.editor), '"Yours."');
    const said = [
      { role: "user", text: "I am Ada." },
      { role: "assistant", text: "Hello, Ada." },
      { role: "user", text: "Count." },
      { role: "assistant", text: '{"n":1}' },
    ];
    const next = { text: "Who am I?", conversation: "a" };
    const runId = await say(next);
    expect(await inputOf(runId)).toEqual({ ...next, messages: said });
    // Not by the chat's page: the same entry starts.
    expect(await inputOf(await say(next, bench.owner, false))).toEqual({ ...next, messages: said });
    const mine = [
      { role: "user", text: "Mine" },
      { role: "assistant", text: "Yours." },
    ];
    expect(await inputOf(await say(next, bench.editor))).toEqual({ ...next, messages: mine });
    for (const ctx of [bench.runner, bench.key("run"), bench.local]) {
      expect(await inputOf(await say(next, ctx))).toEqual({ ...next, messages: [] });
    }
    for (const ctx of [bench.stranger, bench.viewer, bench.key("read"), bench.nobody]) {
      await expect(say(next, ctx)).rejects.toMatchObject({ name: "ServiceError" });
    }
    expect((await listMessages({ ctx: bench.owner, input: { workflowId } })).map(({ text }) => text)).toEqual([
      ...["I am Ada.", "Another talk", "Broken", "Nobody answered", "Count.", "Who am I?", "Who am I?"],
    ]);
  });

  test("kept as the run's input, whatever is said later", async () => {
    const { say } = await setUp();
    const next = { text: "And then?", conversation: "a" };
    await answer(await say({ text: "One", conversation: "a" }), '"Two"');
    const runId = await say(next);
    const before = await inputOf(runId);
    await answer(runId, '"Three"');
    expect(await inputOf(runId)).toEqual(before);
    const later = await inputOf(await say(next));
    expect(later).toMatchObject({
      messages: [{ text: "One" }, { text: "Two" }, { text: "And then?" }, { text: "Three" }],
    });
  });

  test("only where the caller does not say it, and names a conversation", async () => {
    const { say } = await setUp();
    await answer(await say({ text: "One", conversation: "a" }), '"Two"');
    const own = { text: "Go on", conversation: "a", messages: [{ role: "user", text: "Mine" }] };
    expect(await inputOf(await say(own))).toEqual(own);
    expect(await inputOf(await say({ ...own, messages: [] }))).toEqual({ ...own, messages: [] });
    expect(await inputOf(await say({ text: "Alone" }))).toEqual({ text: "Alone" });
  });

  test("within its bound, from values of any size and with any characters, and the conversation stays whole", async () => {
    const { workflowId, say } = await setUp();
    const long = (word: string) => `${word} ${"x".repeat(20_000)}`;
    const next = { text: "Next", conversation: "a" };
    for (const word of ["one", "two", "three", "four"]) {
      await answer(await say({ text: word, conversation: "a" }), JSON.stringify(long(word)));
    }
    const odd = { text: "odd \0 \ud83d", conversation: "a" };
    await answer(await say(odd), JSON.stringify("odd \0 \ud83d"));
    const input = await inputOf(await say(next));
    const messages = isObject(input) && Array.isArray(input.messages) ? input.messages : [];
    expect(messages.map((message) => (isObject(message) ? String(message.text).slice(0, 5).trim() : ""))).toEqual([
      ...["two", "two x", "three", "three", "four", "four", "odd \ufffd", "odd \ufffd"],
    ]);
    const all = await listMessages({ ctx: bench.owner, input: { workflowId } });
    expect(all.map(({ text }) => text)).toEqual(["one", "two", "three", "four", "odd \ufffd \ufffd", "Next"]);
  });
});

function isObject(value: Json | null | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
