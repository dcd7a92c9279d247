import type { Dashboard, NodeFigures } from "@orrery/services";
import { formatCount, formatDuration, formatUsd } from "@orrery/ui";
import Link from "next/link";
import type { ReactNode } from "react";
import { runFilterAddress } from "../runs/run-filter.ts";
import { type DashboardView, dashboardAddress } from "./dashboard-range.ts";
import { DashboardTable } from "./dashboard-table.tsx";

/** What failed, which nodes are slow and dear, and how each workflow does. */
export function DashboardLists({ dashboard, view }: { dashboard: Dashboard; view: DashboardView }) {
  const { from, to, errors, slowest, costliest, workflows, workflow } = dashboard;
  const isOfAll = workflow === null;
  const range = { from, to };
  const placeOf = (node: { readonly workflowName: string; readonly nodeName: string | null }): ReactNode => (
    <>
      <span className="block font-medium">{node.nodeName ?? "The run itself"}</span>
      {isOfAll && <span className="block text-muted">{node.workflowName}</span>}
    </>
  );
  const nodeRow = (node: NodeFigures, cells: readonly ReactNode[]) => ({
    key: `${node.workflowId} ${node.nodeId}`,
    cells: [placeOf(node), ...cells],
  });
  const failedRuns = ({ workflowId, nodeId, failedRuns: runs }: NodeFigures): ReactNode =>
    runs === 0 ? (
      "0"
    ) : (
      <Link
        className="text-failed underline"
        href={runFilterAddress({ ...range, nodeId, ...(workflowId !== null && { workflowId }) })}
      >
        {formatCount(runs)}
      </Link>
    );
  return (
    <>
      <DashboardTable
        title="Errors"
        note="By code and step, also where the run went on."
        heads={["Step", "Error", "Runs", "Last"]}
        empty="No step failed in this time."
        rows={errors.map((error) => ({
          key: `${error.workflowId} ${error.nodeId} ${error.code}`,
          cells: [
            placeOf(error),
            error.code,
            <Link
              key="runs"
              className="underline"
              aria-label={`${error.runs === 1 ? "1 run" : `${error.runs} runs`} with ${error.code} at ${error.nodeName ?? "the run itself"}`}
              href={runFilterAddress({
                ...range,
                ...{ errorCode: error.code, ...(error.nodeId !== null && { nodeId: error.nodeId }) },
                ...(error.workflowId !== null && { workflowId: error.workflowId }),
              })}
            >
              {formatCount(error.runs)}
            </Link>,
            <Link key="last" className="underline" href={`/runs/${error.lastRunId}`}>
              {new Date(error.lastAt).toISOString().slice(5, 16).replace("T", " ")}
            </Link>,
          ],
        }))}
      />
      <DashboardTable
        title="Slowest steps"
        note="Time of work in one run, waits left out, by the mean."
        heads={["Step", "Mean", "Half within", "95 % within", "Runs", "Failed", "Slowest run"]}
        empty="No step has run in this time."
        rows={slowest.map((node) =>
          nodeRow(node, [
            ...[formatDuration(node.meanMs), formatDuration(node.p50Ms), formatDuration(node.p95Ms)],
            formatCount(node.runs),
            failedRuns(node),
            <Link key="slow" className="underline" href={`/runs/${node.slowestRun.id}`}>
              {formatDuration(node.slowestRun.ms)}
            </Link>,
          ]),
        )}
      />
      <DashboardTable
        title="Costliest steps"
        note="Dollars and tokens that their model calls took in all runs."
        heads={["Step", "Cost", "Tokens", "Runs", "Dearest run"]}
        empty="No step has called a model in this time."
        rows={costliest.map((node) =>
          nodeRow(node, [
            ...[formatUsd(node.usd), formatCount(node.tokens), formatCount(node.runs)],
            node.dearestRun === null ? (
              "none"
            ) : (
              <Link key="dear" className="underline" href={`/runs/${node.dearestRun.id}`}>
                {formatUsd(node.dearestRun.usd)}
              </Link>
            ),
          ]),
        )}
      />
      {isOfAll && (
        <DashboardTable
          title="Workflows"
          note="Those with the most runs first."
          heads={["Workflow", "Runs", "Success", "Half within", "95 % within", "Cost"]}
          empty="No run has ended in this time."
          rows={workflows.map((line) => ({
            key: line.workflowId ?? "none",
            cells: [
              line.workflowId === null ? (
                line.name
              ) : (
                <Link className="underline" href={dashboardAddress({ ...view, workflowId: line.workflowId })}>
                  {line.name}
                </Link>
              ),
              formatCount(line.succeeded + line.failed + line.cancelled),
              line.successShare === null ? "none" : `${Math.floor(line.successShare * 1_000) / 10} %`,
              line.p50Ms === null ? "none" : formatDuration(line.p50Ms),
              line.p95Ms === null ? "none" : formatDuration(line.p95Ms),
              formatUsd(line.usd),
            ],
          }))}
        />
      )}
    </>
  );
}
