"use client";
import type { Dashboard } from "@orrery/services";
import { buttonClass, cx, EmptyState, formatCount, Select } from "@orrery/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChartColumn } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { DeviationList } from "../baseline/deviation-list.tsx";
import { runFilterAddress } from "../runs/run-filter.ts";
import { ShareDashboardButton } from "../share/share-dashboard-button.tsx";
import { useTRPC } from "../trpc/trpc.ts";
import { DashboardCharts } from "./dashboard-charts.tsx";
import { DashboardLists } from "./dashboard-lists.tsx";
import { type DashboardView, dashboardAddress, dashboardQuestion, SPANS } from "./dashboard-range.ts";
import { FigureTiles } from "./figure-tiles.tsx";

const refreshMs = 5_000;
const ALL = "all";

export interface DashboardScreenProps {
  view: DashboardView;
  /** When the server read it, epoch ms. */
  readAt: number;
  dashboard: Dashboard;
  workflows: readonly { readonly id: string; readonly name: string }[];
}

/** What runs did in a range of time: of all workflows, or of one. Read again every five seconds while it is looked at. */
export function DashboardScreen({ view, readAt, dashboard: first, workflows }: DashboardScreenProps) {
  const router = useRouter();
  const trpc = useTRPC();
  const [now, setNow] = useState(readAt);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), refreshMs);
    return () => clearInterval(timer);
  }, []);
  const question = dashboardQuestion(view, now);
  const query = useQuery({
    ...trpc.dashboard.show.queryOptions(question),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
  const shown = query.data ?? first;
  const { totals, open, workflow } = shown;
  const ended = totals.succeeded + totals.failed + totals.cancelled;
  const isOpen = Object.values(open).some((runs) => runs > 0);
  const { workflowId: _, ...ofAll } = view;

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <main tabIndex={0} className="min-h-0 flex-1 more-below overflow-auto px-4 py-5 md:px-6">
      <div className="mx-auto flex max-w-5xl flex-col gap-4">
        <div className="flex items-center gap-3">
          <h1 className="min-w-0 flex-1 truncate text-title" title={workflow?.name}>
            {workflow?.name ?? "Dashboard"}
          </h1>
          <ShareDashboardButton
            workflowId={view.workflowId ?? null}
            range={typeof view.range === "string" ? view.range : "7d"}
          />
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <div className="w-52">
            <Select
              label="Workflow"
              value={view.workflowId ?? ALL}
              onValueChange={(chosen) =>
                router.push(dashboardAddress({ ...ofAll, ...(chosen !== ALL && { workflowId: chosen }) }))
              }
              options={[
                { value: ALL, label: "All workflows" },
                ...workflows.map(({ id, name }) => ({ value: id, label: name || "Without a name" })),
              ]}
            />
          </div>
          <nav aria-label="Range" className="flex gap-1">
            {SPANS.map(({ span, label }) => (
              <Link
                key={span}
                href={dashboardAddress({ ...view, range: span })}
                aria-current={view.range === span ? "page" : undefined}
                className={cx(
                  "flex h-8 items-center rounded-control px-2.5 transition-colors",
                  view.range === span ? "bg-raised font-medium text-ink" : "text-muted hover:bg-raised hover:text-ink",
                )}
              >
                {label}
              </Link>
            ))}
          </nav>
          <OwnRange view={view} from={shown.from} to={shown.to} />
        </div>
        {query.isError && <p className="text-failed">This could not be read again. It is tried every five seconds.</p>}
        {shown.uncounted > 100 && (
          <p className="text-muted text-xs">
            {`${formatCount(shown.uncounted)} ended runs are still being counted, the newest first.`}
          </p>
        )}
        {ended === 0 && !isOpen ? (
          <EmptyState
            icon={<ChartColumn aria-hidden size={18} strokeWidth={1.75} />}
            title="No run ended in this time"
            action={
              <Link href="/" className={buttonClass({ variant: "primary" })}>
                Open a workflow
              </Link>
            }
          >
            Run a workflow, and how it went is here some seconds after its end. A longer range shows older runs.
          </EmptyState>
        ) : (
          <>
            <FigureTiles dashboard={shown} />
            <DashboardCharts dashboard={shown} />
            <DashboardLists dashboard={shown} view={view} />
          </>
        )}
        <DeviationList {...(view.workflowId !== undefined && { workflowId: view.workflowId })} hidesEmpty />
        <p className="text-dim text-xs">
          Runs are counted some seconds after they have ended, in the hour (UTC) in which they were made. Times are
          within 4.5 %.{" "}
          <Link
            className="underline hover:text-ink"
            href={runFilterAddress({
              ...(view.workflowId !== undefined && { workflowId: view.workflowId }),
              from: shown.from,
              to: shown.to,
            })}
          >
            All runs of this time
          </Link>
        </p>
      </div>
    </main>
  );
}

/** A range of one's own, by days (UTC). A plain form, so that it works before the page listens. */
function OwnRange({ view, from, to }: { view: DashboardView; from: number; to: number }) {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return (
    <form key={`${from} ${to}`} action="/dashboard" className="flex items-center gap-1.5 text-muted text-xs">
      {view.workflowId !== undefined && <input type="hidden" name="workflow" value={view.workflowId} />}
      {(["from", "to"] as const).map((name) => (
        <input
          key={name}
          type="date"
          name={name}
          required
          aria-label={name === "from" ? "From, day in UTC" : "To, day in UTC"}
          defaultValue={day(name === "from" ? from : to - 1)}
          className="h-8 rounded-control border border-line bg-field px-2 text-ink text-xs"
        />
      ))}
      <button type="submit" className={buttonClass({ size: "sm" })}>
        Show
      </button>
    </form>
  );
}
