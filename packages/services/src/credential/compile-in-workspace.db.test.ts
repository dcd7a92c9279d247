import type { Graph } from "@orrery/graph";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { compileInWorkspace } from "./compile-in-workspace.ts";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

const priced: Graph = {
  schema: "orrery.graph/v1",
  name: "Priced",
  nodes: [
    { id: "start", type: "input", position: { x: 0, y: 0 }, config: { schema: { type: "object", properties: {} } } },
    ...["default", "big-one", "small/one", "offline", "elsewhere"].map((model, i) => ({
      id: `ask_${i}`,
      type: "prompt",
      position: { x: 260, y: i * 100 },
      config: { model, prompt: "Hello" },
    })),
  ],
  edges: [0, 1, 2, 3, 4].map((i) => ({
    id: `e${i}`,
    source: "start",
    sourceHandle: "out",
    target: `ask_${i}`,
    targetHandle: "in",
  })),
  settings: { budget: { maxUsd: 0.5 } },
};

test("the server warns of models whose price the workspace does not know, where dollars are limited", async () => {
  const services = {
    ...bench.services,
    models: {
      ...bench.services.models,
      list: (workspaceId?: string) =>
        Promise.resolve([
          { id: "default", label: "big-one", offline: false, hasPrice: workspaceId !== "default" },
          { id: "small/one", label: "small/one", offline: false, hasPrice: true },
          { id: "offline", label: "offline, no LLM", offline: true, hasPrice: true },
        ]),
    },
  };
  const warned = async (graph: Graph, workspaceId = "default") => {
    const { result } = await compileInWorkspace(services, workspaceId, graph);
    return result.diagnostics
      .filter(({ code }) => code === "ORR_PRICE_UNKNOWN")
      .map(({ nodeId, severity, field }) => ({ nodeId, severity, field }));
  };
  const of = (nodeId: string) => ({ nodeId, severity: "warning", field: "model" });
  expect(await warned(priced)).toEqual([of("ask_0"), of("ask_1")]);
  expect(await warned(priced, "elsewhere")).toEqual([]);
  const { settings: _, ...unlimited } = priced;
  expect(await warned(unlimited)).toEqual([]);
});
