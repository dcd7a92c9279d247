import type {
  SharedDashboard,
  SharedFigures,
  SharedOpenRuns,
  SharedPlace,
  SharedStepFigures,
} from "@orrery/viewer/shared-dashboard";
import type { Dashboard, DashboardFigures, NodeFigures, OpenRuns } from "../dashboard/dashboard.ts";
import type { DashboardProjection } from "./dashboard-projection.ts";

const minuteMs = 60_000;

/**
 * A dashboard as a projection shows it. Pure. Each field is copied by its name: what is added to a dashboard later stays hidden
 * until somebody adds it here, too. No id leaves it, neither of a run nor of a workflow nor of a node; moments of single runs are
 * told to the minute, because a run's id begins with its moment.
 */
export function projectDashboard(
  dashboard: Dashboard,
  projection: DashboardProjection,
  { readAt, live }: Pick<SharedDashboard, "readAt" | "live">,
): SharedDashboard {
  const { workflow, from, to, stepMs } = dashboard;
  const { range, names, errors, usage } = projection;
  const named = names === "shown";
  const callings = named ? null : numbersOf(dashboard);
  const figures = (given: DashboardFigures): SharedFigures => figuresOf(given, usage);
  const place = (node: Placed): SharedPlace => ({
    workflow: workflow === null ? nameOf(node, callings) : null,
    step: stepOf(node, callings),
  });
  return {
    ...{ v: 1, kind: "dashboard", about: workflow === null ? "workspace" : "workflow" },
    title: workflow !== null && named ? workflow.name : "",
    ...{ names, usage, range, from, to, readAt, live, stepMs },
    totals: figures(dashboard.totals),
    open: openOf(dashboard.open),
    series: dashboard.series.map((bucket) => ({ at: bucket.at, ...figures(bucket) })),
    workflows: dashboard.workflows.map((line) => ({
      name: nameOf({ workflowId: line.workflowId, workflowName: line.name }, callings),
      ...figures(line),
    })),
    slowest: dashboard.slowest.map((node) => ({ ...place(node), ...workOf(node) })),
    costliest:
      usage === "hidden"
        ? null
        : dashboard.costliest.map((node) => ({
            ...place(node),
            ...{ runs: node.runs, usd: node.usd, tokens: node.tokens },
          })),
    errors:
      errors === "hidden"
        ? null
        : dashboard.errors.map((error) => ({
            ...place(error),
            ...{ code: error.code, runs: error.runs },
            lastAt: Math.floor(error.lastAt / minuteMs) * minuteMs,
          })),
  };
}

function figuresOf(given: DashboardFigures, usage: DashboardProjection["usage"]): SharedFigures {
  const { succeeded, failed, cancelled, successShare, p50Ms, p95Ms, usd, tokens } = given;
  return {
    ...{ succeeded, failed, cancelled, successShare, p50Ms, p95Ms },
    ...(usage === "shown" && { cost: { usd, tokens } }),
  };
}

function workOf({ runs, failedRuns, meanMs, p50Ms, p95Ms }: NodeFigures): Omit<SharedStepFigures, keyof SharedPlace> {
  return { runs, failedRuns, meanMs, p50Ms, p95Ms };
}

function openOf({ queued, running, waiting, paused, cancelling }: OpenRuns): SharedOpenRuns {
  return { queued, running, waiting, paused, cancelling };
}

/** A workflow, or a step of it; the id of the step is null for the run itself. */
interface OfWorkflow {
  readonly workflowId: string | null;
  readonly workflowName: string;
}
interface Placed extends OfWorkflow {
  readonly nodeId: string | null;
  readonly nodeName: string | null;
}

interface Numbers {
  readonly workflows: readonly string[];
  readonly steps: readonly string[];
}

/** What stands for names that are not shown: numbers in the order of the lists. Null: names are shown. */
type Callings = Numbers | null;

function numbersOf({ workflow, workflows, slowest, costliest, errors }: Dashboard): Numbers {
  const placed: readonly Placed[] = [...slowest, ...costliest, ...errors];
  const ids = [workflow?.id ?? null, ...[...workflows, ...placed].map(({ workflowId }) => workflowId)];
  return {
    workflows: [...new Set(ids.filter((id) => id !== null))],
    steps: [...new Set(placed.filter(({ nodeId }) => nodeId !== null).map(keyOf))],
  };
}

function nameOf({ workflowId, workflowName }: OfWorkflow, callings: Callings): string {
  if (callings === null) return workflowName;
  return workflowId === null ? "Without a workflow" : `Workflow ${callings.workflows.indexOf(workflowId) + 1}`;
}

function stepOf(node: Placed, callings: Callings): string {
  if (node.nodeId === null) return "The run itself";
  return callings === null ? (node.nodeName ?? node.nodeId) : `Step ${callings.steps.indexOf(keyOf(node)) + 1}`;
}

function keyOf({ workflowId, nodeId }: Placed): string {
  return `${workflowId ?? ""} ${nodeId ?? ""}`;
}
