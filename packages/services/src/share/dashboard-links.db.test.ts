import { indexRuns, sqlDatabase } from "@orrery/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRun } from "../run/start-run.ts";
import { greeting, type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createWorkflow } from "../workflow/create-workflow.ts";
import { removeWorkflow } from "../workflow/remove-workflow.ts";
import { findShareLink } from "./find-share-link.ts";
import { listShareLinks } from "./list-share-links.ts";
import { makeDashboardLink } from "./make-dashboard-link.ts";
import { openDashboardLink } from "./open-share-link.ts";
import { previewSharedDashboard } from "./preview-shared-dashboard.ts";
import { revokeShareLink } from "./revoke-share-link.ts";

let bench: ServiceBench;
let workflowId: string;
let runId: string;
const named = { range: "30d", names: "shown", errors: "hidden", usage: "hidden" } as const;
const bare = { ...named, names: "hidden" } as const;

beforeAll(async () => {
  bench = await serviceBench();
  ({ id: workflowId } = await createWorkflow({ ctx: bench.owner, input: { graph: { ...greeting, name: "CANARY" } } }));
  ({ runId } = await startRun({ ctx: bench.owner, input: { workflowId, input: { name: "CANARY" } } }));
  await index();
});
afterAll(() => bench.close());

/** What executors do: runs are found by those who count them once they are in the index. */
const index = () => indexRuns(sqlDatabase(bench.services.pool));

async function openToken(token: string) {
  const link = await findShareLink(bench.services, token);
  return link?.kind === "dashboard" ? openDashboardLink({ services: bench.services, link, live: "/s/x/data" }) : null;
}

test("the dashboard of a workspace is shown as it is now, by a link of its own, until that is closed", async () => {
  const { owner, stranger } = bench;
  const target = { workflowId: null };
  const { id, token } = await makeDashboardLink({ ctx: owner, input: { ...target, projection: bare, days: 30 } });
  const shown = await openToken(token);
  expect(shown).toMatchObject({ about: "workspace", title: "", range: "30d", open: { queued: 1 }, live: "/s/x/data" });
  expect(shown && shown.to - shown.from).toBe(30 * 24 * 3_600_000);
  expect(JSON.stringify(shown)).not.toMatch(new RegExp(`CANARY|${runId}|${workflowId}`));

  await startRun({ ctx: owner, input: { workflowId, input: { name: "later" } } });
  await index();
  expect((await openToken(token))?.open.queued).toBe(2);

  expect(await listShareLinks({ ctx: owner, input: { dashboard: target } })).toMatchObject([
    { id, target: { kind: "dashboard", workflowId: null, projection: bare }, name: null },
  ]);
  expect((await listShareLinks({ ctx: owner, input: {} })).map((row) => row.id)).toContain(id);
  for (const input of [{ runId }, { workflowId }, { dashboard: { workflowId } }]) {
    expect(await listShareLinks({ ctx: owner, input })).toEqual([]);
  }
  expect(await listShareLinks({ ctx: stranger, input: { dashboard: target } })).toEqual([]);
  await revokeShareLink({ ctx: owner, input: { id } });
  expect(await openToken(token)).toBeNull();
  const { rows } = await bench.services.pool.query(
    "SELECT verb, detail FROM audit_entry WHERE subject = $1 ORDER BY id",
    [id],
  );
  const detail = { dashboard: "workspace", name: "" };
  expect(rows).toEqual([
    { verb: "share.create", detail },
    { verb: "share.revoke", detail: { dashboard: "workspace" } },
  ]);
});

test("the dashboard of a workflow is that workflow's, of its workspace only, and goes when it is deleted", async () => {
  const { owner, stranger } = bench;
  const input = { workflowId, projection: named, days: 1 } as const;
  await expect(makeDashboardLink({ ctx: stranger, input })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(previewSharedDashboard({ ctx: stranger, input })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const { token } = await makeDashboardLink({ ctx: owner, input });
  const shown = await openToken(token);
  expect(shown).toMatchObject({ about: "workflow", title: "CANARY", workflows: [] });
  expect(JSON.stringify(shown)).not.toMatch(new RegExp(`${runId}|${workflowId}`));
  const preview = await previewSharedDashboard({ ctx: owner, input });
  // An hour may begin between the two.
  const moving = { from: 0, to: 0, readAt: 0, series: [] };
  expect({ ...shown, ...moving }).toEqual({ ...preview, ...moving, live: "/s/x/data" });
  expect(await listShareLinks({ ctx: owner, input: { dashboard: { workflowId } } })).toMatchObject([
    { target: { kind: "dashboard", workflowId }, name: "CANARY" },
  ]);
  await removeWorkflow({ ctx: owner, input: { id: workflowId } });
  expect(await openToken(token)).toBeNull();
});
