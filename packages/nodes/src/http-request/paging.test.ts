import type { EgressRequest, Json, JsonObject } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { expect, test } from "vitest";
import { nextLink, valueAt } from "./next-page.ts";
import { httpRequestRuntime } from "./runtime.ts";

type Page = { readonly body: Json; readonly link?: string; readonly status?: number };

/** Runs it against pages by their path and query, and tells which were asked for. */
async function run(pages: Readonly<Record<string, Page>>, config: JsonObject) {
  const asked: string[] = [];
  const fetch = async ({ url }: EgressRequest) => {
    const { pathname, search } = new URL(url);
    asked.push(`${pathname}${search}`);
    const page = pages[`${pathname}${search}`] ?? { body: [] };
    const headers: Record<string, string> = page.link === undefined ? {} : { link: page.link };
    return { status: page.status ?? 200, headers, body: new TextEncoder().encode(JSON.stringify(page.body)) };
  };
  const { ctx } = createTestStep({ fetch });
  const input = createTestInput({ url: "https://example.org/a", ...config });
  const outcome = await Promise.resolve(httpRequestRuntime.run(ctx, input)).catch((cause: unknown) => cause);
  return { asked, outcome };
}

const done = (body: Json, pages: number, more = false, headers: JsonObject = {}) => ({
  kind: "done",
  output: { status: 200, headers, body, pages, more },
});

test("pages are followed by their Link header, and become one list", async () => {
  const pages = {
    "/a": { body: [1, 2], link: '</a?p=2>; rel="next", </a?p=9>; rel="last"' },
    "/a?p=2": { body: [3], link: "<https://example.org/a>; rel=prev" },
  };
  expect(await run(pages, { paging: "link" })).toEqual({
    asked: ["/a", "/a?p=2"],
    outcome: done([1, 2, 3], 2, false, { link: "<https://example.org/a>; rel=prev" }),
  });
});

test("pages are followed by a cursor, also where it is an address, until there is none", async () => {
  const pages = {
    "/a": { body: { data: [1], meta: { next: "x y" } } },
    "/a?after=x+y": { body: { data: [2], meta: { next: "/b" } } },
    "/b": { body: { data: [3], meta: { next: null } } },
  };
  const config = { paging: "cursor", itemsAt: "data", cursorAt: "meta.next", pageParam: "after" };
  expect(await run(pages, config)).toEqual({ asked: ["/a", "/a?after=x+y", "/b"], outcome: done([1, 2, 3], 3) });
});

test("pages are counted up until one is empty, and no further than allowed", async () => {
  const pages = { "/a": { body: [1] }, "/a?page=2": { body: [2] }, "/a?page=3": { body: [3] } };
  expect(await run(pages, { paging: "page" })).toEqual({
    asked: ["/a", "/a?page=2", "/a?page=3", "/a?page=4"],
    outcome: done([1, 2, 3], 4),
  });
  expect(await run(pages, { paging: "page", maxPages: 2 })).toEqual({
    asked: ["/a", "/a?page=2"],
    outcome: done([1, 2], 2, true),
  });
});

test.each<[string, Readonly<Record<string, Page>>, JsonObject, string]>([
  [
    "another origin",
    { "/a": { body: [], link: "<https://evil.example/>; rel=next" } },
    { paging: "link" },
    "HTTP_PAGES",
  ],
  ["a circle", { "/a": { body: [], link: "</a>; rel=next" } }, { paging: "link" }, "HTTP_PAGES"],
  ["no list", { "/a": { body: { items: [] } } }, { paging: "link" }, "HTTP_PAGES"],
  ["too much", { "/a": { body: ["x".repeat(4_000_001)] } }, { paging: "page" }, "HTTP_TOO_LARGE"],
])("%s is refused", async (_what, pages, config, code) => {
  expect(await run(pages, config)).toMatchObject({ outcome: { error: { code } } });
});

test("a page with a status that is not fine fails the step as one answer does", async () => {
  const pages = { "/a": { body: [1] }, "/a?page=2": { body: null, status: 503 } };
  expect(await run(pages, { paging: "page" })).toMatchObject({
    outcome: { kind: "failed", error: { code: "HTTP_STATUS", class: "transient" } },
  });
});

test("links and members are read as written", () => {
  expect(nextLink('<a>; rel="prev next"; title="x, y"')).toBe("a");
  expect(nextLink('<a>; title="rel=next"')).toBeNull();
  expect(nextLink(undefined)).toBeNull();
  expect(valueAt({ a: { b: [1] } }, "a.b.0")).toBe(1);
  expect(valueAt({ a: 1 }, "a.b")).toBeUndefined();
  expect(valueAt({}, "__proto__")).toBeUndefined();
});
