import { expect, test } from "vitest";
import { madeUpCatalog as catalog } from "../testing/made-up-catalog.ts";
import { paletteGroups } from "./palette-groups.ts";

const words = (query: string, recent: readonly string[] = []) =>
  paletteGroups(catalog, query, recent).map(({ word, types }) => [word, types.map(({ type }) => type)]);

test("what was used last stands first, and not twice", () => {
  expect(words("", ["fork", "gone"])).toEqual([
    ["Used last", ["fork"]],
    ["Flow", ["begin", "work", "room", "caller", "end", "remark", "frame"]],
  ]);
});

test("a search gives one list, the best first", () => {
  expect([words("or", ["fork"]), words("nothing like it")]).toEqual([[["Found", ["work", "fork"]]], []]);
});
