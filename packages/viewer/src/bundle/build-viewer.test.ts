import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { exportHtml } from "../export/index.ts";
import { sharedStory } from "../testing/shared-story.ts";
import { buildViewer } from "./build-viewer.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");
const MOST_BYTES = 150 * 1024;

test("the viewer is one script and one style of at most 150 KB in all, and stands in a file by itself", async () => {
  await buildViewer(ROOT);
  expect(await buildViewer(ROOT)).toBe(false);
  const { viewerBundle } = await import("./viewer-bundle.ts");
  const { script, style } = viewerBundle;
  expect(gzipSync(script).length + gzipSync(style).length).toBeLessThan(MOST_BYTES);
  // No part of it is fetched, or made into code while it runs.
  expect(script).not.toMatch(/\bimport\(|\beval\(|new Function/);
  expect(style).not.toMatch(/url\(|@import/);
  expect(exportHtml(sharedStory({ items: 1 }), { script, style, title: "A run" })).toContain(script);
});
