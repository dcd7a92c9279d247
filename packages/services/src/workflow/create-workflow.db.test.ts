import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "./create-workflow.ts";
import { listWorkflows } from "./list-workflows.ts";

let bench: ServiceBench;

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

const step = (id: string, type: string) => ({ id, type, position: { x: 0, y: 0 }, config: { value: 1 } });
const edge = (source: string, target: string) => ({
  id: `${source}_${target}`,
  source,
  sourceHandle: "out",
  target,
  targetHandle: "in",
});
const graph = (nodes: readonly object[], edges: readonly object[]) => ({
  schema: "orrery.graph/v1",
  name: "Broken",
  nodes,
  edges,
});

test.each([
  ["a circle", graph([step("a", "transform"), step("b", "transform")], [edge("a", "b"), edge("b", "a")]), "ORR_CYCLE"],
  ["an unknown type", graph([step("a", "teleport")], []), "ORR_UNKNOWN_TYPE"],
  ["an edge to nowhere", graph([step("a", "transform")], [edge("a", "b")]), "ORR_EDGE_DANGLING"],
])("%s is refused with its place, and nothing is stored", async (_what, broken, code) => {
  const before = await listWorkflows({ ctx: bench.owner, input: {} });
  await expect(createWorkflow({ ctx: bench.owner, input: { graph: broken } })).rejects.toMatchObject({
    code: "INVALID",
    diagnostics: expect.arrayContaining([expect.objectContaining({ code })]),
  });
  expect(await listWorkflows({ ctx: bench.owner, input: {} })).toEqual(before);
});

test("what is only unfinished is stored", async () => {
  const unfinished = graph([{ ...step("a", "prompt"), config: { model: "default", prompt: "" } }], []);
  const { id } = await createWorkflow({ ctx: bench.owner, input: { graph: unfinished } });
  const { workflows } = await listWorkflows({ ctx: bench.owner, input: {} });
  expect(workflows.map((workflow) => workflow.id)).toContain(id);
});
