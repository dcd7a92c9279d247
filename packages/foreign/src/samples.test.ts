import { parseGraph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { describe, expect, test } from "vitest";
import { describeReport, readForeign } from "./index.ts";
import { readExpected, readSample, sampleNames } from "./testing/read-sample.ts";

function imported(name: string) {
  const read = readForeign(readSample(name));
  if (read.kind !== "read") throw new Error(`${name}: ${JSON.stringify(read)}`);
  return {
    report: read.report,
    nodes: read.graph.nodes.map(({ id, type, parentId, config }) => ({
      id,
      type,
      ...(parentId && { parentId }),
      config,
    })),
    edges: read.graph.edges.map((edge) => `${edge.source}.${edge.sourceHandle} -> ${edge.target}.${edge.targetHandle}`),
    graph: read.graph,
  };
}

test("there are four files of each tool", () => {
  const tools = Object.groupBy(sampleNames, (name) => name.split("/")[0] ?? "");
  expect(Object.entries(tools).map(([tool, names]) => [tool, names?.length])).toEqual([
    ["dify", 4],
    ["flowise", 4],
    ["langflow", 4],
    ["n8n", 4],
  ]);
});

describe.each(sampleNames)("%s", (name) => {
  const { graph, ...seen } = imported(name);

  test("comes across as its report says", () => {
    expect(seen).toEqual(readExpected(name));
  });

  test("is a valid document without anything secret, and the same each time", () => {
    expect(parseGraph(JSON.stringify(graph))).toEqual({ ok: true, graph });
    const unfit = graph.nodes.filter(
      ({ type, config }) => catalog.get(type)?.config.safeParse(config).success !== true,
    );
    expect(unfit).toEqual([]);
    const secret = /k-3f9c1b77|pat-na1|sk-abcdef|AstraCS|abcdefghijklmnop|secret-value-123|OPENAI_API_KEY/;
    expect(JSON.stringify(graph)).not.toMatch(secret);
    expect(describeReport(seen.report)).not.toMatch(secret);
    expect(imported(name).graph).toEqual(graph);
  });

  test("says of each node of the file what became of it", () => {
    const ids = new Set(graph.nodes.map(({ id }) => id));
    for (const { nodeId, fidelity, notes } of seen.report.nodes) {
      if (nodeId !== null) expect(ids).toContain(nodeId);
      expect(notes.length === 0).toBe(fidelity === "exact");
    }
  });
});
