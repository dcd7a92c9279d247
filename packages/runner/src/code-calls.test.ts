import { catalog } from "@orrery/nodes/catalog";
import { runtimes } from "@orrery/nodes/runtimes";
import { compile } from "@orrery/plan";
import { expect, test } from "vitest";
import { createMemoryRunner } from "./testing/memory-runner.ts";

const node = (id: string, type: string, config: object) => ({
  id,
  type,
  config: { ...config },
  position: { x: 0, y: 0 },
});

test("the calls of a code node are in the log, each before it is made, and its plan grants no more than it names", async () => {
  const source = `
    const { text } = await generate("three words");
    const refused = await fetch("https://elsewhere.example").catch((error) => error.code);
    return [text, refused];`;
  const { plan, diagnostics } = compile(
    {
      schema: "orrery.graph/v1",
      name: "test",
      nodes: [
        node("start", "input", { schema: { type: "object", properties: {} } }),
        node("code_1", "code", { source, hosts: "example.org", model: "default", timeoutMs: 60_000 }),
        node("end", "output", { value: "{{ code_1 }}" }),
      ],
      edges: [
        { id: "e1", source: "start", sourceHandle: "out", target: "code_1", targetHandle: "in" },
        { id: "e2", source: "code_1", sourceHandle: "out", target: "end", targetHandle: "in" },
      ],
    },
    { catalog },
  );
  if (plan === null) throw new Error(JSON.stringify(diagnostics));
  expect(plan.capabilities).toMatchObject({ hosts: ["example.org"], models: ["default"] });
  expect(plan.bounds.modelCalls.max).toBe(20);
  const setup = createMemoryRunner({
    catalog,
    runtimes: catalog.types.flatMap(({ type }) => runtimes.get(type) ?? []),
    models: {
      generate: async ({ prompt }) => ({
        text: prompt,
        usage: { inputTokens: 1, outputTokens: 2, usd: 0 },
        model: "test",
      }),
      bound: () => ({ tokens: 0, usd: null, maxTokens: 0 }),
    },
  });
  const runId = await setup.create(plan);
  await setup.runner.drive(runId);
  expect(setup.story(runId).filter((line) => line.includes("code_1"))).toEqual([
    "step.started code_1",
    "step.asked code_1#call.1",
    "step.started code_1#call.1",
    "step.succeeded code_1#call.1",
    "step.asked code_1#call.2",
    "step.started code_1#call.2",
    "step.failed code_1#call.2 NODE_CRASHED",
    "step.succeeded code_1",
  ]);
  const end = setup.events(runId).at(-1);
  const output = end?.type === "run.succeeded" && end.output !== null ? end.output.id : "";
  expect(await setup.readValue(runId, output)).toEqual(["three words", "NODE_CRASHED"]);
});
