import { expect, test } from "vitest";
import { rankItems } from "./rank-items.ts";

const items = [
  { id: "delete", title: "Delete", words: ["remove"] },
  { id: "undo", title: "Undo", words: ["take back"] },
  { id: "add-http", title: "Add HTTP request", words: ["web", "fetch"] },
  { id: "go-fetch", title: "Go to Fetch items", words: ["fetch_1", "HTTP request"] },
  { id: "redo", title: "Redo", words: [] },
];
const ids = (query: string, recent: readonly string[] = []) => rankItems(items, query, recent).map(({ id }) => id);

test("all words have to be found, the title counts before other words", () => {
  expect(ids("")).toEqual(["delete", "undo", "add-http", "go-fetch", "redo"]);
  expect(ids("fetch")).toEqual(["go-fetch", "add-http"]);
  expect(ids("add re")).toEqual(["add-http"]);
  expect(ids("HTTP")).toEqual(["add-http", "go-fetch"]);
  expect(ids("re")).toEqual(["redo", "add-http", "delete", "go-fetch"]);
  expect(ids("nothing like it")).toEqual([]);
});

test("what was used lately comes first among equals", () => {
  expect(ids("", ["redo", "undo"])).toEqual(["redo", "undo", "delete", "add-http", "go-fetch"]);
  expect(ids("do", ["redo"])).toEqual(["redo", "undo"]);
});
