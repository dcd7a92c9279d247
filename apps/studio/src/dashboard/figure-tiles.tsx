import type { Dashboard } from "@orrery/services";
import { formatCount, formatDuration, formatUsd } from "@orrery/ui";
import Link from "next/link";
import type { ReactNode } from "react";
import { type RunFilter, runFilterAddress } from "../runs/run-filter.ts";

/** The figures of the whole range; each leads to its runs. */
export function FigureTiles({ dashboard }: { dashboard: Dashboard }) {
  const { totals, open, workflow, from, to } = dashboard;
  const ofWorkflow = workflow === null ? {} : { workflowId: workflow.id };
  const runs = (more: Omit<RunFilter, "from" | "to" | "workflowId">): string =>
    runFilterAddress({ ...ofWorkflow, ...more, from, to });
  const now = (["queued", "running", "waiting", "paused"] as const).filter((status) => open[status] > 0);
  const time = (ms: number | null): string => (ms === null ? "none" : formatDuration(ms));
  return (
    <ul aria-label="Figures" className="grid grid-cols-2 gap-3 md:grid-cols-4">
      <Tile name="Runs ended" value={formatCount(totals.succeeded + totals.failed + totals.cancelled)}>
        <Link
          className="hover:underline"
          href={runs({ status: "succeeded" })}
        >{`${formatCount(totals.succeeded)} done`}</Link>
        {" · "}
        <Link
          className="hover:underline"
          href={runs({ status: "failed" })}
        >{`${formatCount(totals.failed)} failed`}</Link>
        {" · "}
        <Link className="hover:underline" href={runs({ status: "cancelled" })}>
          {`${formatCount(totals.cancelled)} stopped`}
        </Link>
      </Tile>
      <Tile
        name="Success"
        value={totals.successShare === null ? "none" : `${Math.floor(totals.successShare * 1_000) / 10} %`}
      >
        of the runs that were not stopped
      </Tile>
      <Tile name="Time, half of the runs" value={time(totals.p50Ms)}>
        {"95 % within "}
        <Whole>{time(totals.p95Ms)}</Whole>
        {totals.slowestRun !== null && (
          <>
            {" · "}
            <Link className="hover:underline" href={`/runs/${totals.slowestRun.id}`}>
              {"slowest "}
              <Whole>{time(totals.slowestRun.ms)}</Whole>
            </Link>
          </>
        )}
      </Tile>
      <Tile name="Cost" value={formatUsd(totals.usd)}>{`${formatCount(totals.tokens)} tokens`}</Tile>
      {now.length > 0 && (
        <li className="col-span-2 text-muted text-xs md:col-span-4">
          {"Now: "}
          {now.map((status, index) => (
            <span key={status}>
              {index > 0 && " · "}
              <Link className="hover:underline" href={runFilterAddress({ ...ofWorkflow, status })}>
                {`${formatCount(open[status])} ${status}`}
              </Link>
            </span>
          ))}
        </li>
      )}
    </ul>
  );
}

/** A figure with its unit, on one line. */
function Whole({ children }: { children: string }) {
  return <span className="whitespace-nowrap">{children}</span>;
}

function Tile({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <li className="min-w-0 rounded-card border bg-panel p-3">
      <p className="text-muted text-xs">{name}</p>
      <p className="mt-0.5 whitespace-nowrap font-mono text-title">{value}</p>
      <p className="mt-0.5 text-muted text-xs">{children}</p>
    </li>
  );
}
