import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { SharedRun } from "../shared-run.ts";
import { sharedStory } from "../testing/shared-story.ts";
import { dataElement } from "./data-element.ts";
import { exportHtml } from "./export-html.ts";

const PARTS = { script: 'console.log("<p>")', style: "p{color:red}", title: "A run" };
const run = sharedStory({ items: 1 });

test("whatever a run holds, its element is one element, and reads back as the run", () => {
  const nasty = fc.constantFrom(
    "</script>",
    "<!--<script>",
    "]]>",
    "\u2028",
    "\u2029",
    "&lt;",
    "</SCRIPT\n>",
    "\ud800",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(nasty, fc.string()), { maxLength: 6 }), (texts) => {
      const text = texts.join("");
      const given: SharedRun = {
        ...run,
        title: text,
        values: { [`k${text}`]: { output: { text, kind: "text", bytes: 1, cut: false } } },
      };
      const element = dataElement(given);
      const [, inner = ""] = /^<script type="application\/json" id="orrery-run">(.*)<\/script>$/s.exec(element) ?? [];
      expect(inner).not.toMatch(/[<>&\u2028\u2029]/);
      expect(JSON.parse(inner)).toEqual(JSON.parse(JSON.stringify(given)));
    }),
  );
});

test("a file lets only its own script and style do anything, by their hashes, and follows no stream", () => {
  const html = exportHtml(
    { ...run, live: "/s/token/events" },
    { ...PARTS, title: "</title><script>alert(1)</script>" },
  );
  const hash = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
  expect(/Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]).toBe(
    `default-src 'none'; script-src '${hash(PARTS.script)}'; style-src '${hash(PARTS.style)}'; base-uri 'none'; form-action 'none'`,
  );
  expect(html.match(/<script\b[^>]*>/g)).toEqual(['<script type="application/json" id="orrery-run">', "<script>"]);
  expect(html).not.toContain("/s/token/events");
  expect(html).not.toMatch(/\s(src|href)=/);
});

test("a script or a style that would end its own element is refused", () => {
  expect(() => exportHtml(run, { ...PARTS, script: '"</SCRIPT >"' })).toThrow("end its own element");
  expect(() => exportHtml(run, { ...PARTS, script: "'<!-- <script>'" })).toThrow("end its own element");
  expect(() => exportHtml(run, { ...PARTS, style: "</style>" })).toThrow("end its own element");
});
