import { expect, test } from "vitest";
import { type PaletteItem, paletteSections } from "./palette-items.ts";

const item = (id: string, title: string, group: string, why: string | null = null): PaletteItem => ({
  ...{ id, title, group, why, words: [], act: () => {} },
});
const items = [
  item("undo", "Undo", "Actions", "There is nothing to take back."),
  item("tidy", "Tidy the drawing", "Actions"),
  item("fit", "Show everything", "Actions"),
  item("go:tidy_1", "Go to Tidy up", "Nodes of this workflow"),
  item("add:map", "Add Map", "Add a node"),
  item("place:runs", "Runs", "Pages"),
];
const shown = (query: string, recent: readonly string[] = []) =>
  paletteSections(items, query, recent).map(({ title, items }) => [title, items.map(({ id }) => id)]);

test("before anything is typed: what was used lately, then what can be done, no list of nodes or types", () => {
  expect(shown("", ["add:map", "undo", "gone", "fit"])).toEqual([
    ["Lately", ["add:map", "fit"]],
    ["Actions", ["tidy"]],
    ["Pages", ["place:runs"]],
  ]);
});

test("a search goes through everything, what cannot be done last", () => {
  expect(shown("tidy")).toEqual([
    ["Actions", ["tidy"]],
    ["Nodes of this workflow", ["go:tidy_1"]],
  ]);
  expect(shown("un")).toEqual([
    ["Pages", ["place:runs"]],
    ["Actions", ["undo"]],
  ]);
  expect(shown("nothing")).toEqual([]);
});
