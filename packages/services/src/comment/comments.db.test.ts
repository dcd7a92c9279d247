import type { EditOp } from "@orrery/graph";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listAudit } from "../audit/list-audit.ts";
import { makeTemplateLink } from "../share/make-template-link.ts";
import { listTemplates } from "../template/list-templates.ts";
import { type NewTemplate, saveTemplate } from "../template/save-template.ts";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { getWorkflow } from "../workflow/get-workflow.ts";
import { pushEdits } from "../workflow/push-edits.ts";
import { removeWorkflow } from "../workflow/remove-workflow.ts";
import { addComment } from "./add-comment.ts";
import { editComment } from "./edit-comment.ts";
import { listComments } from "./list-comments.ts";
import { removeComment } from "./remove-comment.ts";
import { resolveThread } from "./resolve-thread.ts";

let bench: ServiceBench;

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

const newWorkflow = async () => (await createWorkflow({ ctx: bench.owner, input: { graph: greeting } })).id;

function edit(id: string, op: EditOp) {
  const command = { opVersion: 1, commandId: uuidv7(), clientId: "t", clientSeq: 1, baseSeq: 0, op } as const;
  return pushEdits({ ctx: bench.owner, input: { id, after: 0, commands: [command] } });
}

test("a thread is begun, answered, resolved, and opened again by an answer", async () => {
  const workflowId = await newWorkflow();
  const { id } = await addComment({ ctx: bench.editor, input: { workflowId, nodeId: "greet", text: "Too short?" } });
  await addComment({ ctx: bench.runner, input: { workflowId, threadId: id, text: "Fine for me" } });
  await editComment({ ctx: bench.editor, input: { id, text: "Is it too short?" } });
  await resolveThread({ ctx: bench.runner, input: { id, resolved: true } });
  await resolveThread({ ctx: bench.owner, input: { id, resolved: true } });
  const at = expect.any(Number);
  const thread = {
    ...{ id, text: "Is it too short?", author: "editor", at, editedAt: at, isOwn: false, nodeId: "greet" },
    resolved: { at, by: "runner" },
    replies: [{ id: expect.any(String), text: "Fine for me", author: "runner", at, editedAt: null, isOwn: false }],
  };
  expect(await listComments({ ctx: bench.viewer, input: { workflowId } })).toEqual([thread]);

  await addComment({ ctx: bench.owner, input: { workflowId, threadId: id, text: "Wait" } });
  const [again] = await listComments({ ctx: bench.editor, input: { workflowId } });
  expect([again?.isOwn, again?.resolved, again?.replies.map(({ text }) => text)]).toEqual([
    true,
    null,
    ["Fine for me", "Wait"],
  ]);
});

test("nobody puts words into others' mouths; who may draw clears up, and a thread goes with its answers", async () => {
  const workflowId = await newWorkflow();
  const { id } = await addComment({ ctx: bench.runner, input: { workflowId, text: "Hm" } });
  const { id: answer } = await addComment({ ctx: bench.editor, input: { workflowId, threadId: id, text: "What?" } });
  await expect(editComment({ ctx: bench.owner, input: { id, text: "x" } })).rejects.toMatchObject({
    reason: "NOT_YOURS",
  });
  await expect(removeComment({ ctx: bench.runner, input: { id: answer } })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(resolveThread({ ctx: bench.owner, input: { id: answer, resolved: true } })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(
    addComment({ ctx: bench.owner, input: { workflowId, threadId: answer, text: "nested" } }),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(removeComment({ ctx: bench.stranger, input: { id } })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await removeComment({ ctx: bench.editor, input: { id } });
  expect(await listComments({ ctx: bench.owner, input: { workflowId } })).toEqual([]);
  const { entries } = await listAudit({ ctx: bench.owner, input: { area: "workflows", limit: 3 } });
  expect(entries.map(({ verb, actorName, subjectName }) => [verb, actorName, subjectName])).toEqual([
    ["comment.remove", "editor", "Greeting"],
    ["comment.add", "editor", "Greeting"],
    ["comment.add", "runner", "Greeting"],
  ]);
});

test("comments follow the renames of their node, in whatever edit, and stay when it goes", async () => {
  const workflowId = await newWorkflow();
  await addComment({ ctx: bench.owner, input: { workflowId, nodeId: "greet", text: "a" } });
  const nodes = async () =>
    (await listComments({ ctx: bench.owner, input: { workflowId } })).map(({ nodeId }) => nodeId);
  await edit(workflowId, {
    ...{ op: "batch", name: "Two" },
    ops: [
      { op: "node.rename", from: "greet", to: "hello" },
      { op: "node.rename", from: "hello", to: "welcome" },
    ],
  });
  expect(await nodes()).toEqual(["welcome"]);
  // One that is refused moves nothing.
  await edit(workflowId, { op: "node.rename", from: "welcome", to: "start" });
  await edit(workflowId, { op: "node.remove", id: "welcome" });
  expect(await nodes()).toEqual(["welcome"]);
});

test("nothing that is said is in the drawing, in a template or on a shared page", async () => {
  const canary = "canary-of-a-comment";
  const workflowId = await newWorkflow();
  await addComment({ ctx: bench.owner, input: { workflowId, nodeId: "greet", text: canary } });
  const words: Omit<NewTemplate, "workflowId"> = {
    ...{ title: "Greeting", description: "", shows: "", task: "", patterns: [] },
    ...{ needs: ["offline"], hosts: [], duration: "", sampleInput: {} },
  };
  const shown = [
    await getWorkflow({ ctx: bench.owner, input: { id: workflowId } }),
    await saveTemplate({ ctx: bench.owner, input: { workflowId, ...words } }),
    await listTemplates({ ctx: bench.owner }),
    await makeTemplateLink({ ctx: bench.owner, input: { workflowId, days: 30 } }),
    await bench.services.db.workflowTemplate.findMany(),
    await bench.services.db.shareLink.findMany(),
  ];
  expect(JSON.stringify(shown)).not.toContain(canary);
});

test("with its workflow a comment is out of sight", async () => {
  const workflowId = await newWorkflow();
  const { id } = await addComment({ ctx: bench.owner, input: { workflowId, text: "a" } });
  await removeWorkflow({ ctx: bench.owner, input: { id: workflowId } });
  const { owner: ctx } = bench;
  await expect(listComments({ ctx, input: { workflowId } })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(editComment({ ctx, input: { id, text: "b" } })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
