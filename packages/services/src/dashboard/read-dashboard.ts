import type { Pool } from "pg";
import { type Coverage, coveredSpans } from "./covered-spans.ts";
import type { Dashboard, DashboardBucket, DashboardQuestion } from "./dashboard.ts";
import { figuresOf, type RunTally } from "./figures-of.ts";
import { readErrors } from "./read-errors.ts";
import { readNodes } from "./read-nodes.ts";
import { readBars, readOpen, readUncounted, readWorkflows } from "./read-runs.ts";

/**
 * The dashboard of a workspace or of one of its workflows; null where the workspace has no such workflow. Asks no permission:
 * for callers that have found another reason to show it.
 */
export async function readDashboard(
  pool: Pool,
  workspaceId: string,
  { question, now }: { readonly question: DashboardQuestion; readonly now: number },
): Promise<Dashboard | null> {
  const workflowId = question.workflowId ?? null;
  const workflow = workflowId === null ? null : await readWorkflow(pool, workspaceId, workflowId);
  if (workflowId !== null && workflow === null) return null;
  const coverage = coveredSpans(question, now);
  const scope = { workspaceId, subject: workflowId, spans: coverage.whole };
  const [bars, workflows, nodes, errors, open, uncounted] = await Promise.all([
    readBars(pool, { workspaceId, subject: workflowId ?? "*", span: coverage.bars }),
    workflowId === null ? readWorkflows(pool, scope) : [],
    readNodes(pool, scope),
    readErrors(pool, scope),
    readOpen(pool, workspaceId, workflowId),
    readUncounted(pool, workspaceId),
  ]);
  const lines = [...workflows, ...nodes.slowest, ...nodes.costliest, ...errors];
  const names = await readNames(pool, workspaceId, new Set(lines.map(({ subject }) => subject)));
  const named = <Line extends { readonly subject: string }>({ subject, ...line }: Line) => ({
    ...line,
    workflowId: subject === "-" ? null : subject,
    workflowName: names.get(subject) ?? (subject === "-" ? "Runs without a workflow" : "A workflow that is gone"),
  });
  return {
    workflow,
    from: coverage.from,
    to: coverage.to,
    totals: figuresOf(bars),
    open,
    uncounted,
    stepMs: coverage.stepMs,
    series: seriesOf(bars, coverage),
    workflows: workflows.map((line) => {
      const { workflowName: name, ...figures } = named(line);
      return { ...figures, name };
    }),
    slowest: nodes.slowest.map(named),
    costliest: nodes.costliest.map(named),
    errors: errors.map(named),
  };
}

function seriesOf(
  bars: readonly (RunTally & { readonly at: number })[],
  { from, to, stepMs }: Coverage,
): readonly DashboardBucket[] {
  const byBucket = Map.groupBy(bars, ({ at }) => Math.floor((at - from) / stepMs));
  return Array.from({ length: Math.ceil((to - from) / stepMs) }, (_, index) => ({
    at: from + index * stepMs,
    ...figuresOf(byBucket.get(index) ?? []),
  }));
}

async function readWorkflow(pool: Pool, workspaceId: string, id: string): Promise<Dashboard["workflow"]> {
  const { rows } = await pool.query<{ id: string; name: string }>({
    name: "dashboard-workflow",
    text: "SELECT id, name FROM workflow WHERE workspace_id = $1 AND id = $2::uuid AND deleted_at IS NULL",
    values: [workspaceId, id],
  });
  return rows[0] ?? null;
}

async function readNames(
  pool: Pool,
  workspaceId: string,
  subjects: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ id: string; name: string }>({
    name: "dashboard-names",
    text: "SELECT id, name FROM workflow WHERE workspace_id = $1 AND id = ANY($2::uuid[])",
    values: [workspaceId, [...subjects].filter((subject) => subject !== "-")],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
