import { readSample } from "@orrery/foreign/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { previewImport } from "./preview-import.ts";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

const count = () => bench.services.db.workflow.count();

test("a file of another tool is shown with its report, which the workflow keeps as a note", async () => {
  const before = await count();
  const text = readSample("n8n/nightly-leads.json");
  const preview = await previewImport({ ctx: bench.editor, input: { text } });
  expect(await count()).toBe(before);
  expect(preview.report?.nodes.map(({ fidelity }) => fidelity).toSorted()).toEqual([
    "changed",
    "changed",
    "exact",
    "exact",
    "exact",
    "exact",
    "none",
    "none",
  ]);
  expect(preview.graph.nodes[0]).toMatchObject({ type: "note", label: "What came across" });
  expect(preview.diagnostics.filter(({ code }) => code === "ORR_PLACEHOLDER").map(({ nodeId }) => nodeId)).toEqual([
    "hubspot",
    "stop",
  ]);
  await createWorkflow({ ctx: bench.editor, input: { graph: preview.graph } });
  expect(await count()).toBe(before + 1);
});

test("one of ours has no report, and what cannot be taken over is refused with its reason", async () => {
  const ours = { schema: "orrery.graph/v1", name: "Ours", nodes: [], edges: [] };
  const preview = await previewImport({ ctx: bench.editor, input: { text: JSON.stringify(ours) } });
  expect(preview).toMatchObject({ graph: { name: "Ours" }, report: null });
  const refused = previewImport({ ctx: bench.editor, input: { text: "kind: app\napp: { mode: chat }" } });
  await expect(refused).rejects.toMatchObject({
    code: "INVALID",
    reason: "GRAPH",
    diagnostics: [{ code: "ORR_FOREIGN_KIND" }],
  });
});
