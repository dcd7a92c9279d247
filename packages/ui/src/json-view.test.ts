import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { jsonMembers, jsonScalar, jsonSummary } from "./json-shape.ts";
import { JsonView } from "./json-view.tsx";

test("members keep their order and their keys", () => {
  expect(jsonMembers({ b: 1, a: [2] })).toEqual([
    { key: "b", value: 1 },
    { key: "a", value: [2] },
  ]);
  expect(jsonMembers(["x"])).toEqual([{ key: "0", value: "x" }]);
  expect([jsonMembers(null), jsonMembers("x"), jsonMembers(undefined)]).toEqual([null, null, null]);
});

test("a folded value says what it is", () => {
  expect([[], [1], { a: 1 }, {}, "x", null, undefined].map(jsonSummary)).toEqual([
    "[ 0 items ]",
    "[ 1 item ]",
    "{ 1 field }",
    "{ 0 fields }",
    '"x"',
    "null",
    "absent",
  ]);
  expect(jsonScalar(12.5)).toBe("12.5");
});

test("markup in a value stays text, and an address does not become a link", () => {
  const html = renderToStaticMarkup(
    createElement(JsonView, {
      label: "Output",
      value: { "<b>": "<img src=x onerror=alert(1)>", url: "https://x.org" },
    }),
  );
  expect(html).not.toMatch(/<img|<b>|<a /);
  expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
});

test("a list of 10,000 shows its first hundred and offers the rest", () => {
  const html = renderToStaticMarkup(
    createElement(JsonView, { label: "Output", value: Array.from({ length: 10_000 }, (_, index) => index) }),
  );
  expect(html.match(/<li/g)?.length).toBe(101);
  expect(html).toContain("Show 100 more of 9,900");
});

test("a text of several lines is read as lines, not as escapes", () => {
  const html = renderToStaticMarkup(
    createElement(JsonView, { label: "Output", value: { digest: "# 2.0\n\nFaster." } }),
  );
  expect(html).toContain("# 2.0\n\nFaster.");
});
