import { applyEdit, type EditCommand, type EditOp, type Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { expect, test, vi } from "vitest";
import { createDocument } from "./document-store.ts";
import {
  type DocumentStorage,
  type DocumentTransport,
  type NumberedCommand,
  TransportRefusal,
} from "./document-transport.ts";

const catalog: Catalog = { get: () => undefined, types: [] };
const graph: Graph = {
  schema: "orrery.graph/v1",
  name: "Test",
  nodes: [{ id: "a", type: "transform", position: { x: 0, y: 0 }, config: { value: "" } }],
  edges: [],
};
const setValue = (value: string): EditOp => ({ op: "config.set", id: "a", path: ["value"], value });

function refusedBy(reason: TransportRefusal["reason"] | null): TransportRefusal | null {
  return reason && new TransportRefusal(reason, "No.");
}

/** A draft log with a switch for the line to it; `dropAnswers` takes commands in and loses the answer. */
function testLog() {
  const commands: NumberedCommand[] = [];
  let present = graph;
  const line = { up: true, dropAnswers: false, pushes: 0, refuses: refusedBy(null) };
  const transport: DocumentTransport = {
    async push(batch: readonly EditCommand[]) {
      line.pushes += 1;
      if (!line.up) throw new Error("offline");
      if (line.refuses) throw line.refuses;
      if (batch.some(({ op }) => op.op === "graph.name" && op.name === "poison")) {
        throw new TransportRefusal("REFUSED", "The name is not one.");
      }
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
    async check() {
      if (!line.up) throw new Error("offline");
      if (line.refuses) throw line.refuses;
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
    overwritten: [],
    trouble: null,
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

test("where a draft takes no edits that is said, nothing is lost, and it goes on by itself", async () => {
  const log = testLog();
  const document = open(log);
  for (const reason of ["SIGNED_OUT", "FORBIDDEN", "GONE"] as const) {
    log.line.refuses = refusedBy(reason);
    document.edit(setValue(reason));
    document.retry();
    await vi.waitFor(() => expect(document.getState().trouble).toBe(reason));
    const { saveState, unsent } = document.getState();
    expect({ saveState, unsent, value: shownValue(document.getState()) }).toEqual({
      saveState: "stopped",
      unsent: 1,
      value: reason,
    });
    log.line.refuses = null;
    document.retry();
    await vi.waitFor(() => expect(document.getState().saveState).toBe("saved"));
  }
  expect(log.commands.map((one) => one.op)).toEqual([setValue("SIGNED_OUT"), setValue("FORBIDDEN"), setValue("GONE")]);
  document.close();
});

test("trouble that others have seen stays until the draft takes edits again", async () => {
  const log = testLog();
  const document = open(log);
  log.line.refuses = refusedBy("FORBIDDEN");
  document.interrupt("FORBIDDEN");
  expect([await document.check(), document.getState().trouble]).toEqual([false, "FORBIDDEN"]);
  log.line.refuses = null;
  expect(await document.check()).toBe(true);
  document.edit(setValue("again"));
  document.retry();
  await vi.waitFor(() => expect(document.getState().trouble).toBeNull());
  document.close();
});

test("of many edits the one that cannot be taken in is found, told and left out", async () => {
  const log = testLog();
  const storage = testStorage();
  log.line.up = false;
  const document = open(log, storage);
  for (let n = 0; n < 9; n++) document.edit(setValue(String(n)));
  document.edit({ op: "graph.name", name: "poison" });
  for (let n = 9; n < 20; n++) document.edit(setValue(String(n)));
  log.line.up = true;
  document.retry();
  await vi.waitFor(() => expect(document.getState().unsent).toBe(0));
  expect(log.commands.map((one) => one.op)).toEqual(Array.from({ length: 20 }, (_one, n) => setValue(String(n))));
  const told = [{ commandId: expect.any(String), op: { op: "graph.name", name: "poison" }, refusal: "INVALID" }];
  expect(document.getState().refused).toMatchObject(told);
  expect(document.getState().graph.name).toBe("Test");
  document.close();
  // Told until it was seen, also after a reload.
  const after = open(log, storage);
  expect(after.getState().refused).toMatchObject(told);
  for (const { commandId } of after.getState().refused) after.dismissRefused(commandId);
  after.close();
  const later = open(log, storage);
  expect(later.getState().refused).toEqual([]);
  later.close();
});

test("what one person left is not taken over by another", async () => {
  const log = testLog();
  const storage = testStorage();
  log.line.up = false;
  const owned = (owner: string) =>
    createDocument({
      workflowId: "w",
      graph,
      seq: 0,
      clientId: "me",
      owner,
      transport: log.transport,
      storage,
      catalog,
    });
  // Left by a version that kept them for everybody.
  const common = open(log, storage);
  common.edit(setValue("hers"));
  common.close();
  owned("ada").close();
  const ada = owned("ada");
  expect(ada.getState().unsent).toBe(1);
  ada.edit(setValue("hers"));
  ada.close();
  const bob = owned("bob");
  expect(bob.getState().unsent).toBe(0);
  bob.close();
  const again = owned("ada");
  expect([again.getState().unsent, shownValue(again.getState())]).toEqual([2, "hers"]);
  again.close();
});

test("who overwrites what somebody has just set is shown that", async () => {
  const log = testLog();
  const mine = open(log, testStorage(), "me");
  const theirs = open(log, testStorage(), "they");
  const label = (text: string): EditOp => ({ op: "node.label", id: "a", label: text });
  log.line.up = false;
  mine.edit(label("Mine"));
  await vi.waitFor(() => expect(mine.getState().saveState).toBe("offline"));
  log.line.up = true;
  theirs.edit(label("Theirs"));
  await vi.waitFor(() => expect(theirs.getState().saveState).toBe("saved"));
  mine.retry();
  await vi.waitFor(() => expect(mine.getState().saveState).toBe("saved"));
  theirs.receive(log.commands, log.commands.length);
  const field = { kind: "label", nodeId: "a" };
  expect([mine.getState().overwritten, theirs.getState().overwritten]).toEqual([
    [{ commandId: expect.any(String), theirs: { field, value: "Theirs" }, mine: { field, value: "Mine" } }],
    [],
  ]);
  for (const { commandId } of mine.getState().overwritten) mine.dismissRefused(commandId);
  expect(mine.getState().overwritten).toEqual([]);
  mine.close();
  theirs.close();
});
