import { expect, test } from "vitest";
import type { FlowNode } from "../flow/flow-nodes.ts";
import { madeUpCatalog as catalog, madeUpGraph, madeUpNode as node } from "../testing/made-up-catalog.ts";
import { carryMembers } from "./carry-members.ts";
import { groupMembers, withMembers } from "./group-members.ts";
import { planGroup } from "./plan-group.ts";

const card = { width: 100, height: 50 };
const graph = madeUpGraph([
  node("frame", "frame", [0, 0]),
  node("inside", "work", [20, 40]),
  node("across", "work", [350, 40]),
  node("outside", "work", [800, 40]),
  node("room", "room", [0, 1000]),
  node("held", "work", [20, 40, "room"]),
]);
const sizes = new Map(["inside", "across", "outside", "held"].map((id) => [id, card]));

test("what lies wholly inside a frame belongs to it", () => {
  expect(groupMembers(graph, catalog, "frame", sizes)).toEqual(["inside"]);
  expect([...withMembers(graph, catalog, new Set(["frame", "outside"]), sizes)]).toEqual([
    "frame",
    "outside",
    "inside",
  ]);
  expect(groupMembers(graph, catalog, "inside", sizes)).toEqual([]);
});

test("a group is drawn around what is chosen, and its title is opened", () => {
  expect(planGroup(graph, catalog, new Set(["across", "outside"]), sizes)).toEqual({
    ok: true,
    op: {
      op: "node.add",
      node: {
        id: "frame_1",
        type: "frame",
        position: { x: 326, y: 0 },
        size: { width: 598, height: 114 },
        config: {},
      },
    },
    select: ["frame_1"],
    name: "Group 2 nodes",
    open: { nodeId: "frame_1", field: "title" },
  });
});

test("what is in a container is not grouped, and nothing is not", () => {
  expect([planGroup(graph, catalog, new Set(["held"]), sizes), planGroup(graph, catalog, new Set(), sizes)]).toEqual([
    { ok: false, why: "A group stands on the open canvas. What is in a container is held together by that already." },
    { ok: false, why: "Choose what to group first." },
  ]);
});

test("a dragged frame carries its members, and none twice", () => {
  const drawn = graph.nodes.map(
    (one): FlowNode => ({ id: one.id, position: one.position, data: { node: one }, type: "card" }),
  );
  const carried = new Map([["frame", new Set(["inside", "across"])]]);
  expect(
    carryMembers(
      [
        { type: "position", id: "frame", position: { x: 10, y: 5 }, dragging: true },
        { type: "position", id: "across", position: { x: 360, y: 45 }, dragging: true },
      ],
      drawn,
      carried,
    ),
  ).toEqual([
    { type: "position", id: "frame", position: { x: 10, y: 5 }, dragging: true },
    { type: "position", id: "across", position: { x: 360, y: 45 }, dragging: true },
    { type: "position", id: "inside", position: { x: 30, y: 45 }, dragging: true },
  ]);
});
