import { afterAll, beforeAll, expect, test } from "vitest";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { getRun } from "./get-run.ts";
import { listEvents } from "./list-events.ts";
import { startRun } from "./start-run.ts";

let bench: ServiceBench;

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

test("a page of a log brings what the newest values look like only where that is asked for", async () => {
  const ctx = bench.owner;
  const { id: workflowId } = await createWorkflow({ ctx, input: { graph: greeting } });
  const { runId } = await startRun({ ctx, input: { workflowId, input: { name: "Ada" } } });
  const page = { events: [], lastSeq: 0 };
  expect(await listEvents({ ctx, input: { runId, after: 0 } })).toEqual(page);
  const preview = { valueId: expect.any(String), kind: expect.any(String), bytes: 14, preview: '{"name":"Ada"}' };
  expect(await listEvents({ ctx, input: { runId, after: 0, previews: true } })).toEqual({
    ...page,
    previews: [preview],
  });
  // Nobody drives it here: it has no log yet.
  expect((await getRun({ ctx, input: { id: runId } })).lastSeq).toBe(0);
});
