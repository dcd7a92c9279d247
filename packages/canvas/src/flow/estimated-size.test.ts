import { Position } from "@xyflow/react";
import { expect, test } from "vitest";
import { estimatedSize } from "./estimated-size.ts";
import type { NodeShape } from "./node-shape.ts";

const card: NodeShape = {
  ...{ kind: "card", title: "A", typeTitle: "Transform", definition: null, config: {} },
  inputs: [{ id: "in", label: "After" }],
  outputs: [{ id: "out", label: "Next" }],
  hasTools: false,
  summary: [{ text: "one" }],
};
const port = { width: 11, height: 11 };
const input = { id: "in", type: "target", position: Position.Left, x: -5.5, y: 21.5, ...port };

test("a card with one way out has both ports beside its name", () => {
  expect(estimatedSize(card, 232)).toEqual({
    measured: { width: 232, height: 79.25 },
    handles: [input, { id: "out", type: "source", position: Position.Right, x: 226.5, y: 21.5, ...port }],
  });
});

test("each of several ways out has a row below the summary", () => {
  const outputs = [
    { id: "true", label: "If true" },
    { id: "false", label: "If false" },
  ];
  const way = { type: "source", position: Position.Right, x: 226.5, ...port };
  expect(estimatedSize({ ...card, outputs }, 232)).toEqual({
    measured: { width: 232, height: 127.25 },
    handles: [input, { ...way, id: "true", y: 85.5 }, { ...way, id: "false", y: 109.5 }],
  });
});

test("a room says its own size, and has its ports in its head", () => {
  expect(estimatedSize({ ...card, kind: "room" }, 480)).toEqual({
    handles: [
      { ...input, y: 16.5 },
      { id: "out", type: "source", position: Position.Right, x: 474.5, y: 16.5, ...port },
    ],
  });
});
