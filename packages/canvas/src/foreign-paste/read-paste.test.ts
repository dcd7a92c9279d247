import { readSample, sampleNames } from "@orrery/foreign/testing";
import { parseClip } from "@orrery/graph";
import { expect, test } from "vitest";
import { maybeForeign, readPaste } from "./read-paste.ts";

test.each(sampleNames)("%s is pasted as nodes of ours, with a note that says what came across", async (name) => {
  const text = readSample(name);
  expect(maybeForeign(text)).toBe(true);
  const ours = await readPaste(text);
  expect(maybeForeign(ours)).toBe(false);
  const nodes = parseClip(ours)?.nodes ?? [];
  expect(nodes.length).toBeGreaterThan(3);
  expect(nodes.filter(({ label }) => label === "What came across").map(({ type }) => type)).toEqual(["note"]);
});

test("anything else stays as it is", async () => {
  expect(await readPaste('{"nodes": []}')).toBe('{"nodes": []}');
  expect(["hello", "", '{"a":1}', "[1]"].map(maybeForeign)).toEqual([false, false, false, false]);
});
