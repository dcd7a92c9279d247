import { randomUUID } from "node:crypto";
import type { EditOp, Graph } from "@orrery/graph";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRun } from "../run/start-run.ts";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { changeTrigger } from "../trigger/change-trigger.ts";
import { listTriggers } from "../trigger/list-triggers.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { pushEdits } from "../workflow/push-edits.ts";
import { getVersion } from "./get-version.ts";
import { listCallable } from "./list-callable.ts";
import { listVersions } from "./list-versions.ts";
import { publishWorkflow } from "./publish-workflow.ts";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

const hooked: Graph = {
  schema: "orrery.graph/v1",
  name: "Hooked",
  nodes: [
    { id: "hook", type: "webhook", position: { x: 0, y: 0 }, config: { signed: true } },
    { id: "end", type: "output", position: { x: 260, y: 0 }, config: { value: "{{ hook.body }}" } },
  ],
  edges: [{ id: "e1", source: "hook", sourceHandle: "out", target: "end", targetHandle: "in" }],
};

let edits = 0;
async function edit(id: string, op: EditOp): Promise<void> {
  edits += 1;
  const command = {
    opVersion: 1,
    commandId: randomUUID(),
    clientId: "test",
    clientSeq: edits,
    baseSeq: 0,
    op,
  } as const;
  const result = await pushEdits({ ctx: bench.owner, input: { id, after: 0, commands: [command] } });
  expect(result.refused).toEqual([]);
}

test("a version is the draft as it stood, whatever the draft becomes", async () => {
  const ctx = bench.owner;
  const { id } = await createWorkflow({ ctx, input: { graph: greeting } });
  expect(await listVersions({ ctx, input: { id } })).toEqual({ versions: [], changes: 0 });
  expect(await publishWorkflow({ ctx, input: { id, note: "First" } })).toEqual({ number: 1 });
  await edit(id, { op: "config.set", id: "greet", path: ["value"], value: "Bye {{ start.name }}" });
  const { versions, changes } = await listVersions({ ctx, input: { id } });
  expect(changes).toBe(1);
  expect(versions).toEqual([
    {
      number: 1,
      name: "Greeting",
      note: "First",
      publishedBy: "user:owner-of-default",
      publishedByName: "owner",
      publishedAt: expect.any(Number),
      planHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      draftSeq: 0,
    },
  ]);
  const first = await getVersion({ ctx, input: { id, number: 1 } });
  expect(first.graph).toEqual(greeting);
  expect(first.plan.hash).toBe(versions[0]?.planHash);
  expect(await publishWorkflow({ ctx, input: { id } })).toEqual({ number: 2 });
  await expect(publishWorkflow({ ctx, input: { id } })).rejects.toMatchObject({
    code: "CONFLICT",
    reason: "UNCHANGED",
  });
  const faces = (await listCallable({ ctx })).filter(({ workflow }) => workflow === id);
  expect(faces.map(({ version, face }) => [version, face.depth, face.inputSchema])).toEqual([
    [2, 0, greeting.nodes[0]?.config.schema],
    [1, 0, greeting.nodes[0]?.config.schema],
  ]);
});

test("two that publish at once make two versions or one, never the same twice", async () => {
  const ctx = bench.owner;
  const { id } = await createWorkflow({ ctx, input: { graph: greeting } });
  const results = await Promise.allSettled([1, 2, 3].map(() => publishWorkflow({ ctx, input: { id } })));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await listVersions({ ctx, input: { id } })).versions.map(({ number }) => number)).toEqual([1]);
});

test("a draft with errors is not published", async () => {
  const ctx = bench.owner;
  const { id } = await createWorkflow({ ctx, input: { graph: greeting } });
  await edit(id, { op: "config.set", id: "greet", path: ["value"], value: "{{ nobody }}" });
  await expect(publishWorkflow({ ctx, input: { id } })).rejects.toMatchObject({ code: "INVALID", reason: "PLAN" });
});

test("an address stays the same however often one publishes, until it is renewed; a node that goes takes it along", async () => {
  const ctx = bench.owner;
  const { id } = await createWorkflow({ ctx, input: { graph: hooked } });
  await publishWorkflow({ ctx, input: { id } });
  const [made] = await listTriggers({ ctx, input: { workflowId: id } });
  expect(made).toEqual({
    id: expect.any(String),
    nodeId: "hook",
    spec: { kind: "webhook", method: "POST", answer: "now", signed: true },
    version: 1,
    enabled: true,
    path: expect.stringMatching(/^\/hooks\/[A-Za-z0-9_-]{43}$/),
    signingKey: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    next: [],
    lastAt: null,
    lastRunId: null,
    lastProblem: null,
  });
  const stored = await bench.services.pool.query("SELECT * FROM trigger WHERE workflow_id = $1", [id]);
  expect(JSON.stringify(stored.rows)).not.toContain(made?.path?.slice("/hooks/".length) ?? "?");
  await edit(id, { op: "config.set", id: "hook", path: ["answer"], value: "output" });
  await publishWorkflow({ ctx, input: { id } });
  const [kept] = await listTriggers({ ctx, input: { workflowId: id } });
  expect({ path: kept?.path, key: kept?.signingKey, version: kept?.version }).toEqual({
    path: made?.path,
    key: made?.signingKey,
    version: 2,
  });
  await changeTrigger({ ctx, input: { id: made?.id ?? "", renew: "address" } });
  const [renewed] = await listTriggers({ ctx, input: { workflowId: id } });
  expect(renewed?.path).not.toBe(made?.path);
  const [seen] = await listTriggers({ ctx: bench.viewer, input: { workflowId: id } });
  expect({ path: seen?.path, key: seen?.signingKey }).toEqual({ path: null, key: null });
  await edit(id, { op: "node.disable", id: "hook", disabled: true });
  await edit(id, {
    op: "node.add",
    node: {
      id: "start",
      type: "input",
      position: { x: 0, y: 0 },
      config: { schema: { type: "object", properties: {} } },
    },
  });
  await edit(id, { op: "config.set", id: "end", path: ["value"], value: 1 });
  await edit(id, {
    op: "edge.add",
    edge: { id: "e2", source: "start", sourceHandle: "out", target: "end", targetHandle: "in" },
  });
  await publishWorkflow({ ctx, input: { id } });
  const [gone] = await listTriggers({ ctx, input: { workflowId: id } });
  expect({ enabled: gone?.enabled, path: gone?.path }).toEqual({ enabled: false, path: renewed?.path });
});

test("a workflow calls a published version of its own workspace only", async () => {
  const ctx = bench.owner;
  const { id: called } = await createWorkflow({ ctx, input: { graph: greeting } });
  await publishWorkflow({ ctx, input: { id: called } });
  const calling: Graph = {
    ...greeting,
    nodes: greeting.nodes.map((node) =>
      node.id === "greet"
        ? { ...node, type: "subflow", config: { workflow: called, version: 1, input: { name: "{{ start.name }}" } } }
        : node,
    ),
  };
  const { id } = await createWorkflow({ ctx, input: { graph: calling } });
  await expect(publishWorkflow({ ctx, input: { id } })).resolves.toEqual({ number: 1 });
  await expect(startRun({ ctx, input: { workflowId: id, input: { name: "Ada" } } })).resolves.toEqual({
    runId: expect.any(String),
  });
  const { id: foreign } = await createWorkflow({ ctx: bench.stranger, input: { graph: calling } });
  await expect(publishWorkflow({ ctx: bench.stranger, input: { id: foreign } })).rejects.toMatchObject({
    reason: "PLAN",
    diagnostics: [expect.objectContaining({ code: "ORR_CALL_UNKNOWN", nodeId: "greet" })],
  });
});
