import { expect, test } from "vitest";
import { EDITOR_COMMANDS } from "./editor-commands.ts";

const twice = (all: readonly string[]) => all.filter((one, at) => all.indexOf(one) !== at);

test("no two actions have the same id, name or keys", () => {
  expect(twice(EDITOR_COMMANDS.map(({ id }) => id))).toEqual([]);
  expect(twice(EDITOR_COMMANDS.map(({ title }) => title.toLowerCase()))).toEqual([]);
  expect(twice(EDITOR_COMMANDS.flatMap(({ keys }) => keys ?? []))).toEqual([]);
});
