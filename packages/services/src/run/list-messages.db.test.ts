import type { Graph } from "@orrery/graph";
import { afterAll, beforeAll, expect, test } from "vitest";
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
