import { expect, test } from "vitest";
import { applyEdit, copyNodes, parseClip, pasteOps, whyNoClip } from "../index.ts";
import { sampleGraph } from "../testing/sample-graph.ts";

const clip = copyNodes(sampleGraph, ["fetch", "each"]);
const [node] = clip.nodes;
const damaged = "What you pasted is damaged: copy the nodes again where they stand. Nothing was changed.";
const nothing = "The clipboard holds no nodes of a workflow.";
const text = (change: object): string => JSON.stringify({ ...clip, ...change });
const deep = `{"schema":"orrery.clip/v1","nodes":[],"edges":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;

test.each([
  ["six megabytes", text({ edges: [], pad: "x".repeat(6 * 1024 * 1024) }), /larger than 5 MB/],
  ["a hundred thousand levels", deep, /deeper than 64 levels/],
  ["nothing", "", nothing],
  ["words", "Hello, what is this?", nothing],
  ["other JSON", '{"a":1}', nothing],
  ["null", "null", nothing],
  ["half of a clip", JSON.stringify(clip).slice(0, -20), nothing],
  ["no nodes", text({ nodes: [] }), damaged],
  ["nodes that are none", text({ nodes: "all" }), damaged],
  ["a number for an id", text({ nodes: [{ ...node, id: 7 }] }), damaged],
  ["a place that is nowhere", text({ nodes: [{ ...node, position: { x: null, y: 0 } }] }), damaged],
  ["one node twice", text({ nodes: [node, node] }), damaged],
  [
    "an edge to nowhere",
    text({ edges: [{ id: "e", source: "fetch", sourceHandle: "out", target: "x", targetHandle: "in" }] }),
    damaged,
  ],
  ["a prototype", JSON.stringify(clip).replace('"config":{', '"config":{"__proto__":{"polluted":1},'), damaged],
  [
    "twenty thousand nodes",
    text({
      nodes: Array.from({ length: 20_000 }, (_one, n) => ({ ...node, id: `n${n}`, config: {} })),
      edges: [],
    }),
    /more than 10000 nodes/,
  ],
])("%s is no clip, and why is said", (_name, pasted, why) => {
  expect(parseClip(pasted)).toBeNull();
  expect(whyNoClip(pasted)).toMatch(why);
  expect("polluted" in {}).toBe(false);
});

test("as many nodes as one document holds are refused by another that has some", () => {
  const nodes = Array.from({ length: 9_999 }, (_one, n) => ({
    ...{ id: `n${n}`, type: "note", position: { x: n, y: 0 }, config: {} },
  }));
  const read = parseClip(JSON.stringify({ schema: "orrery.clip/v1", nodes, edges: [] }));
  if (!read) throw new Error("it is a clip");
  const { op } = pasteOps(sampleGraph, read, { offset: { x: 0, y: 0 } });
  expect(applyEdit(sampleGraph, op)).toMatchObject({ ok: false, refusal: "LIMIT" });
});
