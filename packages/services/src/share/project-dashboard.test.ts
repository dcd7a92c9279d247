import fc from "fast-check";
import { expect, test } from "vitest";
import type { Dashboard, DashboardFigures, NodeFigures } from "../dashboard/dashboard.ts";
import { storedDashboardProjection } from "./dashboard-projection.ts";
import { projectDashboard } from "./project-dashboard.ts";

const runId = "01a209f8-aaaa-7000-8000-000000000001";
const [one, two] = ["01a209f8-bbbb-7000-8000-000000000001", "01a209f8-bbbb-7000-8000-000000000002"];
const minute = 60_000;
const at = Date.parse("2026-11-24T10:00:00Z");

const figures: DashboardFigures = {
  ...{ succeeded: 3, failed: 1, cancelled: 2, successShare: 0.75, p50Ms: 40, p95Ms: 90, usd: 7.25, tokens: 4321 },
  slowestRun: { id: runId, ms: 90 },
};

function node(nodeId: string, workflowId: string): NodeFigures {
  return {
    ...{ workflowId, workflowName: `CANARY ${workflowId}`, nodeId, nodeName: `CANARY ${nodeId}`, nodeType: "CANARY" },
    ...{ runs: 4, failedRuns: 1, meanMs: 20, p50Ms: 10, p95Ms: 30, totalMs: 80, usd: 7.25, tokens: 4321, retries: 5 },
    ...{ slowestRun: { id: runId, ms: 30 }, dearestRun: { id: runId, usd: 5 } },
  };
}

const dashboard: Dashboard = {
  workflow: null,
  ...{ from: at - 60 * minute, to: at, stepMs: 60 * minute, totals: figures, uncounted: 9 },
  open: { queued: 1, running: 2, waiting: 3, paused: 4, cancelling: 5 },
  series: [{ at: at - 60 * minute, ...figures }],
  workflows: [
    { workflowId: two, name: "CANARY two", ...figures },
    { workflowId: null, name: "Runs without a workflow", ...figures },
  ],
  slowest: [node("ask", one), node("ask", two)],
  costliest: [node("think", two)],
  errors: [
    {
      ...{ workflowId: two, workflowName: "CANARY two", nodeId: "think", nodeName: "CANARY think", nodeType: "llm" },
      ...{ code: "HTTP_500", runs: 1, lastRunId: runId, lastAt: at + 12_345 },
    },
    {
      ...{ workflowId: null, workflowName: "Runs without a workflow", nodeId: null, nodeName: null, nodeType: null },
      ...{ code: "BUDGET", runs: 2, lastRunId: runId, lastAt: at },
    },
  ],
};
const open = { readAt: at, live: "/s/token/data" } as const;
const least = { range: "24h", names: "hidden", errors: "hidden", usage: "hidden" } as const;

test("without a tick there are counts and times, and numbers in place of names", () => {
  const bare = { succeeded: 3, failed: 1, cancelled: 2, successShare: 0.75, p50Ms: 40, p95Ms: 90 };
  const work = { runs: 4, failedRuns: 1, meanMs: 20, p50Ms: 10, p95Ms: 30 };
  expect(projectDashboard(dashboard, least, open)).toEqual({
    ...{ v: 1, kind: "dashboard", about: "workspace", title: "", names: "hidden", usage: "hidden", range: "24h" },
    ...{ from: at - 60 * minute, to: at, readAt: at, stepMs: 60 * minute, live: "/s/token/data" },
    totals: bare,
    open: { queued: 1, running: 2, waiting: 3, paused: 4, cancelling: 5 },
    series: [{ at: at - 60 * minute, ...bare }],
    workflows: [
      { name: "Workflow 1", ...bare },
      { name: "Without a workflow", ...bare },
    ],
    slowest: [
      { workflow: "Workflow 2", step: "Step 1", ...work },
      { workflow: "Workflow 1", step: "Step 2", ...work },
    ],
    costliest: null,
    errors: null,
  });
});

test("what is ticked is there, and moments of runs are told to the minute", () => {
  const shown = projectDashboard(
    dashboard,
    { range: "90d", names: "shown", errors: "shown", usage: "shown" },
    { ...open, live: null },
  );
  expect(shown).toMatchObject({
    workflows: [{ name: "CANARY two", cost: { usd: 7.25, tokens: 4321 } }, { name: "Runs without a workflow" }],
    costliest: [{ workflow: `CANARY ${two}`, step: "CANARY think", runs: 4, usd: 7.25, tokens: 4321 }],
    errors: [
      { workflow: "CANARY two", step: "CANARY think", code: "HTTP_500", runs: 1, lastAt: at },
      { workflow: "Runs without a workflow", step: "The run itself", code: "BUDGET", runs: 2, lastAt: at },
    ],
  });
  expect(shown.totals.cost).toEqual({ usd: 7.25, tokens: 4321 });
});

test("a workflow's own dashboard names it only where names are shown, and no step names it again", () => {
  const own: Dashboard = { ...dashboard, workflow: { id: one, name: "CANARY one" }, workflows: [] };
  const errors = "shown" as const;
  expect(projectDashboard(own, { ...least, errors }, open)).toMatchObject({
    ...{ about: "workflow", title: "" },
    errors: [
      { workflow: null, step: "Step 3" },
      { workflow: null, step: "The run itself" },
    ],
  });
  expect(projectDashboard(own, { ...least, names: "shown" }, open).title).toBe("CANARY one");
});

/** A value of the kind of one that stands in a dashboard, by which it is known again. */
function plant(value: unknown): unknown {
  if (typeof value === "string") return `CANARY ${value}`;
  if (Array.isArray(value)) return value.map(plant);
  if (typeof value !== "object" || value === null) return value;
  const planted = Object.entries(value).map(([key, one]) => [key, plant(one)]);
  // What a later version adds stays behind, wherever it stands.
  return Object.fromEntries([...planted, ["added", "CANARY added"], ["id", runId]]);
}

test("no id, and nothing that nobody ticked, is in any projection", () => {
  const planted = plant(dashboard);
  const tick = fc.constantFrom<"shown" | "hidden">("shown", "hidden");
  const projections = fc.record({
    range: fc.constantFrom<"24h" | "90d">("24h", "90d"),
    ...{ names: tick, errors: tick, usage: tick },
  });
  fc.assert(
    fc.property(projections, (projection) => {
      const text = JSON.stringify(projectDashboard(planted as Dashboard, projection, open));
      const bare = text.replaceAll(/"CANARY (HTTP_500|BUDGET)"/g, projection.errors === "shown" ? "" : "$&");
      expect(bare.match(/01a209f8-aaaa|lastRunId|slowestRun|added/)).toBeNull();
      if (projection.names === "hidden") expect(bare.match(/CANARY|01a209f8/)).toBeNull();
      if (projection.usage === "hidden") expect(bare.match(/usd|tokens|4321/)).toBeNull();
    }),
  );
});

test("of a row that cannot be read, the figures of a week are shown and nothing more", () => {
  const week = { range: "7d", names: "hidden", errors: "hidden", usage: "hidden" };
  for (const json of [
    null,
    7,
    "x",
    [],
    {},
    { range: "9y", names: "yes", errors: true, usage: 1 },
    { range: "toString" },
  ]) {
    expect(storedDashboardProjection(json)).toEqual(week);
  }
  expect(storedDashboardProjection({ range: "30d", names: "shown", errors: "shown", usage: "shown" })).toEqual({
    ...{ range: "30d", names: "shown", errors: "shown", usage: "shown" },
  });
});
