import type { Graph, GraphNode } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { expect, test } from "vitest";
import { branch, edges, graph, node, output, start, transform } from "./diagnostic-catalogue/draw.ts";
import { compile } from "./index.ts";
import { found } from "./testing/found.ts";

const hook = (answer = "output") => node("hook", "webhook", { answer });
const respond = (id: string, extras: Partial<GraphNode> = {}) => node(id, "respond", { status: 200 }, extras);
const when = "{{ hook.query.x == 1 }}";

/** The severities too. */
const said = (drawn: Graph) =>
  compile(drawn, { catalog }).diagnostics.map(({ code, severity, nodeId }) => `${severity} ${code} ${nodeId}`);

test("one answer in a graph with a caller who waits is marked in the plan, and no other step is", () => {
  const { plan, diagnostics } = compile(
    graph([hook(), respond("a"), transform("b", 1)], edges("hook -> a", "a -> b")),
    { catalog },
  );
  expect(diagnostics).toEqual([]);
  expect(plan?.nodes.map(({ id, answersCaller }) => [id, answersCaller])).toEqual([
    ["hook", undefined],
    ["a", true],
    ["b", undefined],
  ]);
});

test("an answer that nobody waits for is an error: no webhook, one that answers at once, one that is switched off", () => {
  const wired = (entry: GraphNode) => found(graph([entry, respond("a")], edges(`${entry.id} -> a`)));
  expect(wired(start())).toEqual(["ORR_RESPOND_UNASKED @ a"]);
  expect(wired(hook("now"))).toEqual(["ORR_RESPOND_UNASKED @ a"]);
  expect(wired({ ...hook(), disabled: true })).toContain("ORR_RESPOND_UNASKED @ a");
});

test("an answer after an answer is an error, however far behind; beside it, a warning; switched off, neither", () => {
  const nodes = [hook(), respond("a"), transform("mid", 1), respond("b")];
  expect(said(graph(nodes, edges("hook -> a", "a -> mid", "mid -> b")))).toEqual(["error ORR_RESPOND_TWICE b"]);
  expect(said(graph(nodes, edges("hook -> a", "hook -> mid", "mid -> b")))).toEqual(["warning ORR_RESPOND_TWICE b"]);
  const off = nodes.map((one) => (one.id === "a" ? respond("a", { disabled: true }) : one));
  expect(said(graph(off, edges("hook -> a", "a -> mid", "mid -> b")))).toEqual([]);
});

test("on branches that exclude each other, and where the first one failed, each may have its own", () => {
  const branched = graph(
    [hook(), branch("which", when), respond("a"), respond("b"), output("end", 1)],
    edges("hook -> which", "which.true -> a", "which.false -> b", "a -> end", "b -> end"),
  );
  expect(said(branched)).toEqual([]);
  const failing = graph(
    [hook(), respond("a", { policy: { onError: "branch" } }), respond("b")],
    edges("hook -> a", "a.error -> b"),
  );
  expect(said(failing)).toEqual([]);
});

test("an answer stands at the root", () => {
  const drawn = graph(
    [hook(), node("each", "map", { items: "{{ [1, 2] }}" }), respond("a", { parentId: "each" })],
    edges("hook -> each"),
  );
  expect(found(drawn)).toContain("ORR_ROOT_ONLY @ a");
});
