import { expect, test } from "vitest";
import { variableReads } from "./variable-reads.ts";

const said = (text: string) =>
  variableReads(text).map(({ name, path, start, end }) => [text.slice(start, end), name, path]);

test("every variable is found where it stands, with what is read of it", () => {
  expect(said("Dear {{ start.name }}, {{ size(fetch.items) + default(fetch, 1) }}.")).toEqual([
    ["start", "start", "name"],
    ["fetch", "fetch", "items"],
    ["fetch", "fetch", ""],
  ]);
  expect(said("{{ each.item.title.trim() }}{{ rows[index].name }}")).toEqual([
    ["each", "each", "item.title"],
    ["rows", "rows", ""],
    ["index", "index", ""],
  ]);
  expect(said('{{ ran(ask) ? ask.answer : {"a": [b]} }}')).toEqual([
    ["ask", "ask", ""],
    ["ask", "ask", "answer"],
    ["b", "b", ""],
  ]);
});

test("a name that a comprehension binds is no read, its list is", () => {
  expect(said("{{ xs.filter(x, x.ok && y.ok).map(y, y.id) }}")).toEqual([
    ["xs", "xs", ""],
    ["y", "y", "ok"],
  ]);
  expect(said("{{ x.map(x, x) }}")).toEqual([["x", "x", ""]]);
});

test("text, and what cannot be read, has none", () => {
  expect(said("start.name \\{{ start }} {{ 'start' }}")).toEqual([]);
  expect(said("{{ start. }} {{ other }}")).toEqual([["other", "other", ""]]);
  expect(said("{{ start")).toEqual([]);
});
