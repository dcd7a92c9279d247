import { applyEdit, type EditCommand, type EditOp, type Graph, type Json } from "@orrery/graph";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NumberedCommand } from "./document-transport.ts";
import {
  dropFromReplica,
  editReplica,
  openReplica,
  type Replica,
  type ReplicaStep,
  receiveIntoReplica,
} from "./replica.ts";

const empty: Graph = { schema: "orrery.graph/v1", name: "Test", nodes: [], edges: [] };
const start: Graph = {
  ...empty,
  nodes: ["a", "b"].map((id, index) => ({
    id,
    type: "transform",
    position: { x: index * 300, y: 0 },
    config: { value: "" },
  })),
};

let made = 0;
function command(op: EditOp, clientId = "me"): EditCommand {
  made += 1;
  return { opVersion: 1, commandId: `c${made}`, clientId, clientSeq: made, baseSeq: 0, op };
}

const setValue = (id: string, value: Json): EditOp => ({ op: "config.set", id, path: ["value"], value });

describe("receiving", () => {
  test("an own edit that lands keeps the document on screen as it is", () => {
    const mine = command(setValue("a", "mine"));
    const { replica } = editReplica(openReplica(start, 0, []), mine);
    const step = receiveIntoReplica(replica, [{ ...mine, seq: 1 }], new Set([mine.commandId]));
    expect(step.replica.graph).toBe(replica.graph);
    expect({ ...step, replica: { seq: step.replica.confirmed.seq, unsent: step.replica.unsent } }).toEqual({
      replica: { seq: 1, unsent: [] },
      inverses: new Map([[mine.commandId, setValueInverse("a", "", "mine")]]),
      refused: [],
      overwritten: [],
      gap: false,
    });
  });

  test("an edit that no longer applies is dropped and told", () => {
    const mine = command(setValue("a", "mine"));
    const { replica } = editReplica(openReplica(start, 0, []), mine);
    const theirs: NumberedCommand = { ...command({ op: "node.remove", id: "a" }, "they"), seq: 1 };
    const step = receiveIntoReplica(replica, [theirs], new Set());
    expect(step.refused.map(({ commandId, refusal }) => ({ commandId, refusal }))).toEqual([
      { commandId: mine.commandId, refusal: "NODE_MISSING" },
    ]);
    expect(step.replica.unsent).toEqual([]);
    expect(step.replica.graph.nodes.map((node) => node.id)).toEqual(["b"]);
  });

  test("an edit on its way that no longer applies waits for the log's word", () => {
    const mine = command(setValue("a", "mine"));
    const { replica } = editReplica(openReplica(start, 0, []), mine);
    const theirs: NumberedCommand = { ...command({ op: "node.remove", id: "a" }, "they"), seq: 1 };
    const step = receiveIntoReplica(replica, [theirs], new Set([mine.commandId]));
    expect({ refused: step.refused, unsent: step.replica.unsent, leftOut: step.replica.leftOut }).toEqual({
      refused: [],
      unsent: [mine],
      leftOut: 1,
    });
    const after = dropFromReplica(step.replica, new Set([mine.commandId]), new Set());
    expect(after.replica.unsent).toEqual([]);
  });

  test("a missing number is reported and nothing behind it is applied", () => {
    const step = receiveIntoReplica(openReplica(start, 0, []), [{ ...command(setValue("a", "x")), seq: 2 }], new Set());
    expect({ gap: step.gap, seq: step.replica.confirmed.seq }).toEqual({ gap: true, seq: 0 });
  });
});

function setValueInverse(id: string, old: string, now: string): EditOp {
  const applied = applyEdit(
    { ...start, nodes: start.nodes.map((node) => (node.id === id ? { ...node, config: { value: old } } : node)) },
    setValue(id, now),
  );
  if (!applied.ok) throw new Error(applied.message);
  return applied.inverse;
}

/** A draft log in memory that numbers what applies and refuses what does not, as the real one does. */
class TestLog {
  graph = start;
  readonly commands: NumberedCommand[] = [];
  readonly refused = new Set<string>();

  push(batch: readonly EditCommand[]) {
    for (const one of batch) {
      if (this.refused.has(one.commandId)) continue;
      if (this.commands.some((known) => known.commandId === one.commandId)) continue;
      const result = applyEdit(this.graph, one.op);
      if (!result.ok) this.refused.add(one.commandId);
      else {
        this.graph = result.graph;
        this.commands.push({ ...one, seq: this.commands.length + 1 });
      }
    }
  }
}

class TestClient {
  replica: Replica = openReplica(start, 0, []);
  onTheWay = new Set<string>();
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }

  /** Edits that were taken in here. */
  readonly made: string[] = [];
  /** Edits that the person has been told did not hold. */
  readonly told = new Set<string>();

  edit(op: EditOp) {
    const one = command(op, this.id);
    const { result, replica } = editReplica(this.replica, one);
    if (result.ok) this.made.push(one.commandId);
    this.replica = replica;
  }

  /** `lost`: the log takes it, and its answer does not arrive. */
  send(log: TestLog, lost: boolean) {
    const batch = this.replica.unsent;
    this.onTheWay = new Set([...this.onTheWay, ...batch.map((one) => one.commandId)]);
    log.push(batch);
    if (!lost) this.hear(log, log.commands.length);
  }

  hear(log: TestLog, until: number) {
    const arrived = log.commands.slice(0, until);
    this.settle(receiveIntoReplica(this.replica, arrived, this.onTheWay));
    const over = [...this.onTheWay].filter((id) => log.refused.has(id));
    this.onTheWay = new Set([...this.onTheWay].filter((id) => !log.refused.has(id)));
    for (const id of over) this.told.add(id);
    this.settle(dropFromReplica(this.replica, new Set(over), this.onTheWay));
  }

  settle(step: ReplicaStep) {
    this.replica = step.replica;
    for (const { commandId } of step.refused) this.told.add(commandId);
  }
}

const ids = fc.constantFrom("a", "b", "c", "d");
const anyOp: fc.Arbitrary<EditOp> = fc.oneof(
  ids.map(
    (id): EditOp => ({
      op: "node.add",
      node: { id, type: "transform", position: { x: 0, y: 0 }, config: { value: "" } },
    }),
  ),
  ids.map((id): EditOp => ({ op: "node.remove", id })),
  fc.tuple(ids, ids).map(([from, to]): EditOp => ({ op: "node.rename", from, to })),
  fc.tuple(ids, fc.string({ maxLength: 6 })).map(([id, text]) => setValue(id, text)),
  fc
    .tuple(ids, fc.integer({ min: -9, max: 9 }))
    .map(([id, x]): EditOp => ({ op: "node.move", moves: [{ id, position: { x, y: x } }] })),
  fc.tuple(ids, ids).map(
    ([source, target]): EditOp => ({
      op: "edge.add",
      edge: { id: `${source}-${target}`, source, sourceHandle: "out", target, targetHandle: "in" },
    }),
  ),
);
const anyTurn = fc.record({
  who: fc.constantFrom(0, 1),
  does: fc.oneof(
    anyOp.map((op) => ({ kind: "edit" as const, op })),
    fc.boolean().map((lost) => ({ kind: "send" as const, lost })),
    fc.nat({ max: 3 }).map((behind) => ({ kind: "hear" as const, behind })),
  ),
});

test("two clients and the log come to the same document, whatever the interleaving", () => {
  fc.assert(
    fc.property(fc.array(anyTurn, { maxLength: 60 }), (turns) => {
      const log = new TestLog();
      const clients = [new TestClient("one"), new TestClient("two")];
      for (const { who, does } of turns) {
        const client = clients[who];
        if (!client) continue;
        if (does.kind === "edit") client.edit(does.op);
        else if (does.kind === "send") client.send(log, does.lost);
        else client.hear(log, Math.max(0, log.commands.length - does.behind));
      }
      for (const client of clients) client.send(log, false);
      for (const client of clients) client.hear(log, log.commands.length);
      for (const client of clients) {
        expect(client.replica.graph).toEqual(log.graph);
        expect(client.replica.confirmed).toEqual({ graph: log.graph, seq: log.commands.length });
        expect(client.replica.unsent).toEqual([]);
        // Nothing is lost without a word: what was made is in the log, or was told.
        const numbered = new Set(log.commands.map((one) => one.commandId));
        expect(client.made.filter((id) => !numbered.has(id) && !client.told.has(id))).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});
