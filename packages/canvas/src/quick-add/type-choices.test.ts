import { expect, test } from "vitest";
import { madeUpCatalog as catalog, madeUpGraph, madeUpNode as node } from "../testing/made-up-catalog.ts";
import { searchTypes } from "./search-types.ts";
import { type ChoicesAsked, typeChoices } from "./type-choices.ts";

const graph = madeUpGraph([node("start", "begin", [0, 0]), node("caller", "caller", [0, 300])]);
const asked: ChoicesAsked = { query: "", from: null, parentId: null, recent: [] };
const words = (more: Partial<ChoicesAsked>) =>
  typeChoices(graph, catalog, { ...asked, ...more }).map(({ word, types }) => [word, types.map(({ type }) => type)]);

test("on the open canvas all but what there may be only one of; in a container no types of the root", () => {
  expect(words({})).toEqual([["What fits", ["work", "fork", "room", "caller", "end", "remark", "frame"]]]);
  expect(words({ parentId: "room" })).toEqual([["What fits", ["work", "fork", "room", "caller"]]]);
});

test("at a port only what has a fitting end; what was used last and what takes this type first", () => {
  const out = { nodeId: "start", handle: "out", side: "out" } as const;
  const list = { kind: "list", items: { kind: "string" } } as const;
  expect(words({ from: out, gives: list, recent: ["fork", "begin", "gone"] })).toEqual([
    ["Used last", ["fork"]],
    ["Takes what comes out", ["room"]],
    ["Everything that fits", ["work", "caller", "end"]],
  ]);
  expect(words({ from: { ...out, side: "in" } })).toEqual([["What fits", ["work", "fork", "room", "caller"]]]);
});

test("in a connection only what has a way in and a way out", () => {
  expect(words({ between: true })).toEqual([["What fits", ["work", "fork", "room", "caller"]]]);
});

test("at a handle for tools only what can be one", () => {
  expect(words({ from: { nodeId: "caller", handle: "tools", side: "out" } })).toEqual([
    ["What fits", ["work", "fork"]],
  ]);
});

test("a search ranks names before keywords before what is said", () => {
  const names = (query: string) => searchTypes(catalog.types, query).map(({ type }) => type);
  expect([names("r"), names("lab"), names("something"), names("title"), names("nothing at all")]).toEqual([
    ["room", "remark", "work", "fork", "caller", "frame"],
    ["work"],
    ["work"],
    ["frame"],
    [],
  ]);
  expect(words({ query: "OR" })).toEqual([["Found", ["work", "fork"]]]);
});
