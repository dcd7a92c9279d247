import { expect, test } from "vitest";
import { refuseForeignPost } from "./refuse-foreign-post.ts";

function status(headers: Record<string, string>): number | null {
  const request = new Request("http://127.0.0.1:3000/api/trpc/run.start", { method: "POST", headers });
  return refuseForeignPost(request)?.status ?? null;
}

const unsized = { "content-type": "application/json", host: "127.0.0.1:3000", origin: "http://127.0.0.1:3000" };
const own = { ...unsized, "content-length": "2" };

test.each([
  ["our own page", own, null],
  ["with a charset", { ...own, "content-type": "application/json; charset=utf-8" }, null],
  ["a fetch of our own page", { ...own, "sec-fetch-site": "same-origin" }, null],
  ["a plain form", { ...own, "content-type": "application/x-www-form-urlencoded" }, 415],
  ["text that holds JSON", { ...own, "content-type": "text/plain" }, 415],
  ["another site", { ...own, origin: "https://evil.example" }, 403],
  ["another port", { ...own, origin: "http://127.0.0.1:4000" }, 403],
  ["a sandboxed frame", { ...own, origin: "null" }, 403],
  ["no origin", { "content-type": "application/json", host: "127.0.0.1:3000" }, 403],
  ["more than is read", { ...own, "content-length": "10485760" }, 413],
  ["no size, as in chunks", unsized, 411],
  ["no number for a size", { ...own, "content-length": "many" }, 413],
  ["a large file", { ...own, "content-length": "9000000" }, null],
  ["a sibling site", { ...own, "sec-fetch-site": "same-site" }, 403],
])("%s", (_, headers, expected) => {
  expect(status(headers)).toBe(expected);
});
