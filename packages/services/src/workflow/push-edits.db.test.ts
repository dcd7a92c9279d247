import type { EditCommand, EditOp } from "@orrery/graph";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "./create-workflow.ts";
import { getWorkflow } from "./get-workflow.ts";
import { pushEdits } from "./push-edits.ts";
import { createDraftCache, readDraft } from "./read-draft.ts";

let bench: ServiceBench;
let id: string;

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  ({ id } = await createWorkflow({ ctx: bench.owner, input: { graph: greeting } }));
});

let clientSeq = 0;
function command(op: EditOp): EditCommand {
  clientSeq += 1;
  return { opVersion: 1, commandId: uuidv7(), clientId: "tab-1", clientSeq, baseSeq: 0, op };
}
const label = (text: string): EditOp => ({ op: "node.label", id: "greet", label: text });

test("edits are numbered in the order they come, and the draft folds to them", async () => {
  const commands = [command(label("One")), command({ op: "graph.name", name: "Renamed" })];
  const result = await pushEdits({ ctx: bench.owner, input: { id, after: 0, commands } });
  expect(result).toEqual({
    seq: 2,
    accepted: commands.map((one, index) => ({ commandId: one.commandId, seq: index + 1 })),
    refused: [],
    commands: commands.map((one, index) => ({ ...one, seq: index + 1 })),
  });
  const draft = await getWorkflow({ ctx: bench.owner, input: { id } });
  expect({ name: draft.name, seq: draft.seq, label: draft.graph.nodes[1]?.label }).toEqual({
    name: "Renamed",
    seq: 2,
    label: "One",
  });
});

test("sending again changes nothing and is answered with the same seq", async () => {
  const one = command(label("Once"));
  const first = await pushEdits({ ctx: bench.owner, input: { id, after: 0, commands: [one] } });
  const again = await pushEdits({ ctx: bench.owner, input: { id, after: 0, commands: [one, one] } });
  expect(first.accepted).toEqual([{ commandId: one.commandId, seq: 1 }]);
  expect(again).toMatchObject({ seq: 1, refused: [], commands: [{ commandId: one.commandId, seq: 1 }] });
});

test("an edit that no longer applies is refused and the others count", async () => {
  const lost = command({ op: "node.move", moves: [{ id: "nowhere", position: { x: 1, y: 1 } }] });
  const good = command(label("Good"));
  const result = await pushEdits({ ctx: bench.owner, input: { id, after: 0, commands: [lost, good] } });
  expect(result.refused).toEqual([
    { commandId: lost.commandId, refusal: "NODE_MISSING", message: expect.stringContaining("nowhere") },
  ]);
  expect(result.accepted).toEqual([{ commandId: good.commandId, seq: 1 }]);
});

test("two tabs that push at once get numbers without a gap, and one that is behind gets what it missed", async () => {
  await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      pushEdits({ ctx: bench.owner, input: { id, after: 0, commands: [command(label(`L${index}`))] } }),
    ),
  );
  const behind = await pushEdits({ ctx: bench.owner, input: { id, after: 3, commands: [command(label("last"))] } });
  expect(behind.commands.map((one) => one.seq)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
});

test("the draft folds the same from a snapshot, from the log and from the cache", async () => {
  for (let round = 0; round < 3; round += 1) {
    const commands = Array.from({ length: 50 }, (_, index) => command(label(`R${round} ${index}`)));
    await pushEdits({ ctx: bench.owner, input: { id, after: round * 50, commands } });
  }
  const cached = await getWorkflow({ ctx: bench.owner, input: { id } });
  const key = { workflowId: id, workspaceId: "default" };
  const fromSnapshot = await readDraft(bench.services.db, createDraftCache(), key);
  await bench.services.db.draftSnapshot.deleteMany({ where: { workflowId: id, seq: { gt: 0 } } });
  const fromLog = await readDraft(bench.services.db, createDraftCache(), key);
  expect(fromSnapshot).toEqual(cached);
  expect(fromLog).toEqual(cached);
  expect(cached.seq).toBe(150);
});
