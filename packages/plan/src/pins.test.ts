import type { GraphPin } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { expect, test } from "vitest";
import { edges, graph, start } from "./diagnostic-catalogue/draw.ts";
import { compileText } from "./index.ts";

function compiled(pinned: GraphPin | null, at: "start" | "ask" = "ask") {
  const pin = pinned === null ? {} : { pinned };
  const config = { when: "{{ start.topic == 'a' }}" };
  const nodes = [start(), { id: "ask", type: "branch", position: { x: 0, y: 0 }, config }];
  const drawn = nodes.map((node) => (node.id === at ? { ...node, ...pin } : node));
  return compileText(graph(drawn, edges("start -> ask")), { catalog });
}

const problems = (...given: Parameters<typeof compiled>) =>
  compiled(...given).diagnostics.map(({ code, severity, nodeId, message }) => ({ code, severity, nodeId, message }));

const warning = (message: string, nodeId = "ask") => ({ code: "ORR_PIN", severity: "warning", nodeId, message });

test("what is pinned is no part of the plan", () => {
  expect(compiled({ output: { taken: "true" }, handle: "true" }).hash).toBe(compiled(null).hash);
});

test("a pin that fits is no problem, and one that does not says where", () => {
  expect(problems({ output: { taken: "true", more: 1 }, handle: "true" })).toEqual([]);
  expect(problems({ output: {}, handle: "false" })).toEqual([
    warning("The pinned output does not fit what this node gives: “taken” is missing. Edit the pin, or unpin it."),
  ]);
  expect(problems({ output: { taken: 1 }, handle: "false" })).toEqual([
    warning(
      'The pinned output does not fit what this node gives: “taken” should be "true" or "false". Edit the pin, or unpin it.',
    ),
  ]);
});

test("a way that the node has not, and a node that starts the run, are told", () => {
  expect(problems({ output: { taken: "true" }, handle: "maybe" })).toEqual([
    warning("The pinned output leaves by “maybe”, which this node does not have: nothing after it would run."),
  ]);
  expect(problems({ output: {} }, "start")).toEqual([
    warning("What starts a run is what you run it with: what is pinned here is not used.", "start"),
  ]);
});
