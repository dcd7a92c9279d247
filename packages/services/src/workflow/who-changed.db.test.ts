import type { EditOp } from "@orrery/graph";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "./create-workflow.ts";
import { pushEdits } from "./push-edits.ts";
import { whoChanged } from "./who-changed.ts";

let bench: ServiceBench;

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

test("who set a field last is named, apart from the tab that asks", async () => {
  const { id } = await createWorkflow({ ctx: bench.owner, input: { graph: greeting } });
  const edit = (ctx: ServiceBench["owner"], clientId: string, op: EditOp) => {
    const command = { opVersion: 1, commandId: uuidv7(), clientId, clientSeq: 1, baseSeq: 0, op } as const;
    return pushEdits({ ctx, input: { id, after: 0, commands: [command] } });
  };
  const value = (text: string): EditOp => ({ op: "config.set", id: "greet", path: ["value"], value: text });
  await edit(bench.editor, "e", { op: "batch", name: "Two", ops: [value("one"), { op: "graph.name", name: "Hi" }] });
  await edit(bench.owner, "o", value("two"));
  await edit(bench.editor, "e", { op: "node.label", id: "greet", label: "Hello" });
  const field = { kind: "config", nodeId: "greet", path: ["value"] } as const;
  const at = expect.any(Number);
  const asked = (notClient: string) => whoChanged({ ctx: bench.editor, input: { id, field, notClient } });
  expect(await asked("x")).toEqual({ name: "owner", isMe: false, at });
  expect(await asked("o")).toEqual({ name: "editor", isMe: true, at });
  const nobody = { kind: "label", nodeId: "start" } as const;
  expect(await whoChanged({ ctx: bench.viewer, input: { id, field: nobody, notClient: "" } })).toBeNull();
});
