import type { LiveItem, Topic } from "@orrery/services";
import { expect, test } from "vitest";
import { createTopicBoard } from "./topic-board.ts";

const run = (after: number): Topic => ({ kind: "run", id: "r", after });
const fleet: Topic = { kind: "fleet" };
const upTo = (seq: number): LiveItem => ({ kind: "run", id: "r", seq, item: { kind: "events", events: [] } });

test("tabs that are level with the stream move on with it", () => {
  const board = createTopicBoard();
  board.want("one", [run(0)]);
  expect(board.covered()).toBe(false);
  board.opened(board.union());
  board.gave(upTo(27));
  expect(board.covered()).toBe(true);
  expect(board.union()).toEqual([run(27)]);
});

test("a tab that joins behind the stream asks for a new one, from where it stands", () => {
  const board = createTopicBoard();
  board.want("one", [run(0)]);
  board.opened(board.union());
  board.gave(upTo(27));
  board.want("two", [run(0)]);
  expect(board.covered()).toBe(false);
  expect(board.union()).toEqual([run(0)]);
  board.opened(board.union());
  board.gave(upTo(27));
  expect(board.covered()).toBe(true);
  expect(board.union()).toEqual([run(27)]);
});

test("a tab behind the stream is not moved on by what it cannot use", () => {
  const board = createTopicBoard();
  board.want("one", [run(10)]);
  board.opened(board.union());
  board.want("two", [run(3)]);
  board.gave(upTo(12));
  expect(board.union()).toEqual([run(3)]);
});

test("who asks for the fleet is told how it stands", () => {
  const board = createTopicBoard();
  board.want("one", [fleet]);
  board.opened(board.union());
  board.want("one", [fleet]);
  expect(board.covered()).toBe(true);
  board.want("two", [fleet]);
  expect(board.covered()).toBe(false);
});

test("what nobody wants any more is let go", () => {
  const board = createTopicBoard();
  board.want("one", [run(0), fleet]);
  board.opened(board.union());
  board.want("one", [fleet]);
  expect(board.covered()).toBe(false);
  expect(board.union()).toEqual([fleet]);
});
