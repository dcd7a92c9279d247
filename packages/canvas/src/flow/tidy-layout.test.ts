import { applyEdit, type Graph } from "@orrery/graph";
import { expect, test } from "vitest";
import { tidyOrder } from "../arrange/tidy-order.ts";
import { madeUpCatalog as catalog, madeUpGraph, madeUpNode as node } from "../testing/made-up-catalog.ts";
import { tidyLayout } from "./tidy-layout.ts";

const graph = madeUpGraph(
  [
    node("start", "begin", [100, 50]),
    node("next", "work", [120, 700]),
    node("room", "room", [90, 900]),
    node("in_a", "work", [300, 60, "room"]),
    node("in_b", "work", [20, 200, "room"]),
    node("note", "remark", [5, 5]),
    node("frame", "frame", [110, 690]),
  ],
  ["start next", "next room", "in_a in_b"],
);
const sizes = new Map(["start", "next", "in_a", "in_b"].map((id) => [id, { width: 200, height: 100 }]));

function tidied(more: { only?: ReadonlySet<string>; collapsed?: ReadonlySet<string> } = {}): Graph {
  const op = tidyLayout(tidyOrder({ graph, catalog, sizes, collapsed: new Set(), only: null, ...more }));
  if (op === null) return graph;
  const result = applyEdit(graph, op);
  if (!result.ok) throw new Error(result.message);
  expect(applyEdit(result.graph, result.inverse)).toMatchObject({ ok: true, graph });
  return result.graph;
}
const boxes = ({ nodes }: Graph) =>
  Object.fromEntries(
    nodes.map(({ id, position, size }) => [id, [position.x, position.y, ...(size ? [size.width, size.height] : [])]]),
  );

test("a drawing is laid out from left to right where it stands, containers from the inside, frames around theirs", () => {
  expect(boxes(tidied())).toEqual({
    start: [90, 98],
    next: [362, 98],
    room: [634, 50, 536, 196],
    in_a: [32, 64],
    in_b: [304, 64],
    note: [5, 5],
    frame: [338, 58, 248, 164],
  });
});

test("of a selection only that moves, and its corner stays", () => {
  expect(boxes(tidied({ only: new Set(["start", "next"]) }))).toMatchObject({
    start: [100, 50],
    next: [372, 50],
    room: [90, 900, 400, 300],
    in_a: [300, 60],
  });
});

test("a collapsed container is laid out as the card that it is drawn as", () => {
  const collapsed = new Set(["room"]);
  const next = boxes(tidied({ collapsed }));
  expect(next).toMatchObject({ room: [634, 52, 400, 300], in_a: [300, 60], in_b: [20, 200] });
});

test("what is tidy stays", () => {
  const once = tidied();
  expect(tidyLayout(tidyOrder({ graph: once, catalog, sizes, collapsed: new Set(), only: null }))).toBeNull();
});
