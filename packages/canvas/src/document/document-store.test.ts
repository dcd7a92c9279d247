import { applyEdit, type EditCommand, type EditOp, type Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { expect, test, vi } from "vitest";
import { createDocument } from "./document-store.ts";
import type { DocumentStorage, DocumentTransport, NumberedCommand } from "./document-transport.ts";

const catalog: Catalog = { get: () => undefined, types: [] };
const graph: Graph = {
  schema: "orrery.graph/v1",
  name: "Test",
  nodes: [{ id: "a", type: "transform", position: { x: 0, y: 0 }, config: { value: "" } }],
  edges: [],
};
const setValue = (value: string): EditOp => ({ op: "config.set", id: "a", path: ["value"], value });

/** A draft log with a switch for the line to it; `dropAnswers` takes commands in and loses the answer. */
function testLog() {
  const commands: NumberedCommand[] = [];
  let present = graph;
  const line = { up: true, dropAnswers: false, pushes: 0 };
  const transport: DocumentTransport = {
    async push(batch: readonly EditCommand[]) {
      line.pushes += 1;
      if (!line.up) throw new Error("offline");
      const before = Math.min(...batch.map((one) => one.baseSeq));
      const accepted: { commandId: string; seq: number }[] = [];
      const refused: { commandId: string; refusal: string; message: string }[] = [];
      for (const one of batch) {
        const known = commands.find((other) => other.commandId === one.commandId);
        if (known) {
          accepted.push({ commandId: one.commandId, seq: known.seq });
          continue;
        }
        const result = applyEdit(present, one.op);
        if (!result.ok) refused.push({ commandId: one.commandId, refusal: result.refusal, message: result.message });
        else {
          present = result.graph;
          commands.push({ ...one, seq: commands.length + 1 });
          accepted.push({ commandId: one.commandId, seq: commands.length });
        }
      }
      if (line.dropAnswers) throw new Error("lost");
      return { seq: commands.length, accepted, refused, commands: commands.filter((one) => one.seq > before) };
    },
    async pull(after) {
      if (!line.up) throw new Error("offline");
      return { commands: commands.filter((one) => one.seq > after), seq: commands.length };
    },
  };
  return { transport, line, commands, graph: () => present };
}

function testStorage(): DocumentStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

function open(log: ReturnType<typeof testLog>, storage = testStorage(), clientId = "me") {
  return createDocument({ workflowId: "w", graph, seq: 0, clientId, transport: log.transport, storage, catalog });
}

const shownValue = (state: { readonly graph: Graph }) => state.graph.nodes[0]?.config.value;

test("an edit shows at once and is saved soon", async () => {
  const log = testLog();
  const document = open(log);
  document.edit(setValue("one"));
  expect({ value: shownValue(document.getState()), saveState: document.getState().saveState }).toEqual({
    value: "one",
    saveState: "saving",
  });
  await vi.waitFor(() => expect(document.getState().saveState).toBe("saved"));
  expect(log.commands.map((one) => one.op)).toEqual([setValue("one")]);
  document.close();
});

test("ten edits are taken back one by one and done again", async () => {
  const log = testLog();
  const document = open(log);
  for (let n = 1; n <= 10; n++) document.edit(setValue(String(n)));
  const seen: unknown[] = [];
  while (document.getState().canUndo) {
    document.undo();
    seen.push(shownValue(document.getState()));
  }
  expect(seen).toEqual(["9", "8", "7", "6", "5", "4", "3", "2", "1", ""]);
  while (document.getState().canRedo) document.redo();
  expect(shownValue(document.getState())).toBe("10");
  await vi.waitFor(() => expect(document.getState().saveState).toBe("saved"));
  expect(log.graph()).toEqual(document.getState().graph);
  document.close();
});

test("what could not be sent survives a reload, also where its answer was lost", async () => {
  const log = testLog();
  const storage = testStorage();
  log.line.dropAnswers = true;
  const before = open(log, storage);
  before.edit({ op: "node.label", id: "a", label: "Named" });
  before.edit({
    op: "node.add",
    node: { id: "b", type: "transform", position: { x: 0, y: 0 }, config: { value: "" } },
  });
  await vi.waitFor(() => expect(before.getState().saveState).toBe("offline"));
  before.close();
  log.line.dropAnswers = false;
  const after = createDocument({
    workflowId: "w",
    graph: log.graph(),
    seq: log.commands.length,
    clientId: "me",
    transport: log.transport,
    storage,
    catalog,
  });
  await vi.waitFor(() => expect(after.getState().saveState).toBe("saved"));
  expect({ ...after.getState(), graph: after.getState().graph.nodes.map((node) => node.id) }).toEqual({
    graph: ["a", "b"],
    seq: 2,
    unsent: 0,
    saveState: "saved",
    canUndo: false,
    canRedo: false,
    undoName: null,
    redoName: null,
    refused: [],
  });
  after.close();
});

test("a tab that is behind takes in what others did and shows its own edit that no longer holds", async () => {
  const log = testLog();
  const mine = open(log, testStorage(), "me");
  const theirs = open(log, testStorage(), "they");
  log.line.up = false;
  mine.edit(setValue("mine"));
  await vi.waitFor(() => expect(mine.getState().saveState).toBe("offline"));
  log.line.up = true;
  theirs.edit({ op: "node.remove", id: "a" });
  await vi.waitFor(() => expect(theirs.getState().saveState).toBe("saved"));
  mine.receive(log.commands, log.commands.length);
  mine.retry();
  await vi.waitFor(() => expect(mine.getState().unsent).toBe(0));
  const { refused, saveState, canUndo } = mine.getState();
  expect({ saveState, canUndo, refused: refused.map((edit) => [edit.refusal, edit.op]) }).toEqual({
    saveState: "conflict",
    canUndo: false,
    refused: [["NODE_MISSING", setValue("mine")]],
  });
  for (const edit of refused) mine.dismissRefused(edit.commandId);
  expect(mine.getState().saveState).toBe("saved");
  mine.close();
  theirs.close();
});

test("an undo whose edit somebody wrote over is refused and told, not forced", async () => {
  const log = testLog();
  const mine = open(log, testStorage(), "me");
  mine.edit(setValue("mine"));
  await vi.waitFor(() => expect(mine.getState().saveState).toBe("saved"));
  const theirs = open(log, testStorage(), "they");
  theirs.receive(log.commands, log.commands.length);
  theirs.edit(setValue("theirs"));
  await vi.waitFor(() => expect(theirs.getState().saveState).toBe("saved"));
  mine.receive(log.commands, log.commands.length);
  mine.undo();
  expect({ value: shownValue(mine.getState()), refused: mine.getState().refused.map((edit) => edit.refusal) }).toEqual({
    value: "theirs",
    refused: ["CONFLICT"],
  });
  mine.close();
  theirs.close();
});
