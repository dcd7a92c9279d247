import { expect, test } from "vitest";
import { applyEdit, type EditOp, fieldEdits, fieldKey, readField, setFieldOp } from "../index.ts";
import { sampleGraph } from "../testing/sample-graph.ts";

const [first] = sampleGraph.nodes;
const id = first?.id ?? "";

test.each<[string, EditOp]>([
  ["a text of a config", { op: "config.set", id, path: ["made"], value: "x" }],
  ["a member that is taken away", { op: "config.set", id, path: ["schema"] }],
  ["a name", { op: "node.label", id, label: "Named" }],
  ["no name", { op: "node.label", id, label: null }],
  ["on or off", { op: "node.disable", id, disabled: true }],
  ["the name of all", { op: "graph.name", name: "Other" }],
  ["a description", { op: "graph.description", description: "What it is for" }],
])("what %s is set to is read there, and can be set again", (_name, op) => {
  const applied = applyEdit(sampleGraph, op);
  const [edit] = fieldEdits(op);
  if (!applied.ok || !edit) throw new Error("it does not apply");
  expect(readField(applied.graph, edit.field)).toEqual(edit.value);
  const before = readField(sampleGraph, edit.field);
  const back = setFieldOp({ field: edit.field, ...(before !== undefined && { value: before }) }, edit.value);
  const undone = back && applyEdit(applied.graph, back);
  expect(undone?.ok && readField(undone.graph, edit.field)).toEqual(before);
});

test("a batch sets the fields of its parts, and moving sets none", () => {
  const op: EditOp = {
    ...{ op: "batch", name: "Two" },
    ops: [
      { op: "node.move", moves: [{ id, position: { x: 0, y: 0 } }] },
      { op: "config.set", id, path: ["a", 0], value: 1 },
      { op: "policy.set", id, policy: { timeoutMs: 5 } },
    ],
  };
  const edits = fieldEdits(op);
  expect(edits).toEqual([
    { field: { kind: "config", nodeId: id, path: ["a", 0] }, value: 1 },
    { field: { kind: "policy", nodeId: id }, value: { timeoutMs: 5 } },
  ]);
  expect(new Set(edits.map(({ field }) => fieldKey(field))).size).toBe(2);
  expect(edits.map((edit) => setFieldOp(edit, undefined)?.op ?? null)).toEqual(["config.set", null]);
});

test("a config's own name is not one of an object's", () => {
  const field = { kind: "config", nodeId: id, path: ["constructor"] } as const;
  expect(readField(sampleGraph, field)).toBeUndefined();
});
