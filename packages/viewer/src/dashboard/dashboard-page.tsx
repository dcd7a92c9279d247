/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { Mark } from "../page/mark.tsx";
import { formatCount, formatDuration, formatUsd } from "../run/format-figures.ts";
import type { SharedDashboard, SharedOpenRuns } from "../shared-dashboard.ts";
import { formatUtc, written } from "./chart-shape.ts";
import { ChartView } from "./chart-view.tsx";
import { dashboardCharts, formatShare } from "./dashboard-charts.ts";
import { DashboardLists } from "./dashboard-lists.tsx";
import { dashboardTitle, RANGE_WORDS } from "./dashboard-words.ts";
import type { RefreshState } from "./refresh-clock.ts";
import { useRefreshed } from "./use-refreshed.ts";

/** The whole page of a shared dashboard, read again while somebody looks at it. */
export function DashboardPage({ dashboard: first }: { readonly dashboard: SharedDashboard }) {
  const { dashboard, state } = useRefreshed(first);
  const { totals, names, about, readAt, series } = dashboard;
  const title = dashboardTitle(dashboard);
  const ended = totals.succeeded + totals.failed + totals.cancelled;
  return (
    <div class="frame of-dashboard">
      <header class="run-head">
        <Mark />
        <h1 title={title}>{title}</h1>
        <span class="range">{RANGE_WORDS[dashboard.range]}</span>
        <span role="status" class="live-word">
          {state === "closed" && wantsPassword(first) ? CLOSED_OR_ASKED : STATE_WORDS[state]}
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys. */}
      <main tabIndex={0}>
        <div class="dashboard">
          <Figures dashboard={dashboard} />
          {ended === 0 ? (
            <p class="dashboard-empty">
              No run ended in this time. Those that end are counted here some seconds after their end.
            </p>
          ) : (
            <>
              <div class="charts">
                {dashboardCharts(dashboard).map((chart) => (
                  <ChartView key={chart.title} chart={chart} buckets={series} />
                ))}
              </div>
              <DashboardLists dashboard={dashboard} />
            </>
          )}
          <p class="sub">
            {`Read ${formatUtc(readAt)} (UTC). Runs are counted some seconds after they have ended, in the hour (UTC) in which they were made. Times are within 4.5 %.`}
            {names === "hidden" &&
              ` Names are not shared: ${about === "workspace" ? "workflows and steps" : "steps"} have numbers in the order of the lists, which may change.`}
          </p>
        </div>
      </main>
    </div>
  );
}

const STATE_WORDS: Readonly<Record<RefreshState, string>> = {
  still: "",
  live: "Live",
  lost: "Connecting again …",
  closed: "This link was closed.",
};

/** The proof of a password ends after some hours, and what comes then is what comes of a link that was closed. */
const CLOSED_OR_ASKED = "Read no longer: the link was closed, or wants its password again.";

function wantsPassword({ live }: SharedDashboard): boolean {
  return live !== null && new URL(live, "http://any").searchParams.has("proof");
}

function Figures({ dashboard: { totals, open } }: { readonly dashboard: SharedDashboard }) {
  const { succeeded, failed, cancelled, successShare, p50Ms, p95Ms, cost } = totals;
  const now = OPEN.filter((status) => open[status] > 0);
  return (
    <ul aria-label="Figures" class="figures">
      <Tile name="Runs ended" value={formatCount(succeeded + failed + cancelled)}>
        {`${formatCount(succeeded)} done · ${formatCount(failed)} failed · ${formatCount(cancelled)} stopped`}
      </Tile>
      <Tile name="Success" value={written(successShare, formatShare)}>
        of the runs that were not stopped
      </Tile>
      <Tile name="Time, half of the runs" value={written(p50Ms, formatDuration)}>
        {`95 % within ${written(p95Ms, formatDuration)}`}
      </Tile>
      {cost !== undefined && (
        <Tile name="Cost" value={formatUsd(cost.usd)}>
          {`${formatCount(cost.tokens)} tokens`}
        </Tile>
      )}
      <li class="now">
        {now.length === 0
          ? "Now: no run is under way"
          : `Now: ${now.map((status) => `${formatCount(open[status])} ${OPEN_WORDS[status]}`).join(" · ")}`}
      </li>
    </ul>
  );
}

const OPEN_WORDS: Readonly<Record<keyof SharedOpenRuns, string>> = {
  queued: "queued",
  running: "running",
  waiting: "waiting",
  paused: "paused",
  cancelling: "stopping",
};
const OPEN = [
  "queued",
  "running",
  "waiting",
  "paused",
  "cancelling",
] as const satisfies readonly (keyof SharedOpenRuns)[];

function Tile({
  name,
  value,
  children,
}: {
  readonly name: string;
  readonly value: string;
  readonly children: ComponentChildren;
}) {
  return (
    <li class="tile">
      <p class="sub">{name}</p>
      <p class="tile-value">{value}</p>
      <p class="sub">{children}</p>
    </li>
  );
}
