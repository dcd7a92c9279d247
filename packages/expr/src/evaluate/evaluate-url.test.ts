import { expect, test } from "vitest";
import { parseTemplate } from "../parse-template.ts";
import { evaluateUrl } from "./evaluate-url.ts";

const variables = {
  s: {
    url: "https://a.example/x y?z=1",
    host: "b.example:8080",
    q: "a/b?c&d=é#f",
    n: 12,
    list: [1, "x"],
    none: null,
    up: "..",
    dot: ".",
  },
};
const evaluate = (text: string) => evaluateUrl(parseTemplate(text), { variables, now: 0, ran: () => true });

test.each([
  ["{{ s.url }}", "https://a.example/x y?z=1"],
  ["https://{{ s.host }}/items", "https://b.example:8080/items"],
  ["https://{{ s.host }}", "https://b.example:8080"],
  ["https://c.example/{{ s.q }}", "https://c.example/a%2Fb%3Fc%26d%3D%C3%A9%23f"],
  ["https://c.example?q={{ s.q }}&n={{ s.n }}", "https://c.example?q=a%2Fb%3Fc%26d%3D%C3%A9%23f&n=12"],
  ["https://{{ s.host }}/{{ s.n }}?l={{ s.list }}&e={{ s.none }}", "https://b.example:8080/12?l=%5B1%2C%22x%22%5D&e="],
  ["{{ s.url }}&more={{ s.q }}", "https://a.example/x y?z=1&more=a%2Fb%3Fc%26d%3D%C3%A9%23f"],
  ["https://c.example/a/../b/{{ s.n }}", "https://c.example/a/../b/12"],
  ["https://c.example/v{{ s.dot }}1/?x={{ s.up }}", "https://c.example/v.1/?x=.."],
  ["https://c.example/plain", "https://c.example/plain"],
])("%s is %s", (text, url) => {
  expect(evaluate(text)).toEqual({ ok: true, value: url });
});

test.each([
  "https://c.example/{{ s.up }}/x",
  "https://c.example/{{ s.dot }}{{ s.dot }}",
  "https://c.example/%2e{{ s.dot }}/",
])("%s would climb out of its path and is refused", (text) => {
  expect(evaluate(text)).toMatchObject({ ok: false, error: { code: "ORR_EXPR_URL_SEGMENT" } });
});

test("an expression that fails gives its place in the field", () => {
  expect(evaluate("https://c.example/{{ s.nothing }}")).toMatchObject({
    ok: false,
    error: { range: { start: expect.any(Number) } },
  });
});
