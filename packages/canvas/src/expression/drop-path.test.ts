import { expect, test } from "vitest";
import { pathText } from "../data/path-text.ts";
import { insertFor } from "./drop-path.ts";

test("a dropped path gets braces where it is not inside of some", () => {
  expect(insertFor("Hello ", 6, "fetch.body")).toBe("{{ fetch.body }}");
  expect(insertFor("{{ size() }}", 8, "fetch.body")).toBe("fetch.body");
  expect(insertFor("{{ a }} and ", 12, "fetch.body")).toBe("{{ fetch.body }}");
});

test("a path is written as an expression reads it", () => {
  expect(pathText("fetch", ["body", "items", 0, "odd name", "_x1"])).toBe('fetch.body.items[0]["odd name"]._x1');
});
