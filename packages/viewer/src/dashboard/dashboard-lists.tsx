/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { formatCount, formatDuration, formatUsd } from "../run/format-figures.ts";
import type { SharedDashboard, SharedPlace } from "../shared-dashboard.ts";
import { formatUtc, written } from "./chart-shape.ts";
import { formatShare } from "./dashboard-charts.ts";

/** What failed, which steps are slow and dear, and how each workflow does, as far as it is shared. */
export function DashboardLists({ dashboard }: { readonly dashboard: SharedDashboard }) {
  const { about, errors, slowest, costliest, workflows, usage } = dashboard;
  return (
    <>
      {errors !== null && (
        <List
          title="Errors"
          note="By code and step, also where the run went on."
          heads={["Step", "Error", "Runs", "Last (UTC)"]}
          empty="No step failed in this time."
          rows={errors.map(({ code, runs, lastAt, ...place }) => [
            <Place key="place" {...place} />,
            ...[code, formatCount(runs), formatUtc(lastAt)],
          ])}
        />
      )}
      <List
        title="Slowest steps"
        note="Time of work in one run, waits left out, by the mean."
        heads={["Step", "Mean", "Half within", "95 % within", "Runs", "Failed"]}
        empty="No step has run in this time."
        rows={slowest.map(({ meanMs, p50Ms, p95Ms, runs, failedRuns, ...place }) => [
          <Place key="place" {...place} />,
          ...[meanMs, p50Ms, p95Ms].map(formatDuration),
          ...[formatCount(runs), formatCount(failedRuns)],
        ])}
      />
      {costliest !== null && (
        <List
          title="Costliest steps"
          note="Dollars and tokens that their model calls took in all runs."
          heads={["Step", "Cost", "Tokens", "Runs"]}
          empty="No step has called a model in this time."
          rows={costliest.map(({ usd, tokens, runs, ...place }) => [
            <Place key="place" {...place} />,
            ...[formatUsd(usd), formatCount(tokens), formatCount(runs)],
          ])}
        />
      )}
      {about === "workspace" && (
        <List
          title="Workflows"
          note="Those with the most runs first."
          heads={["Workflow", "Runs", "Success", "Half within", "95 % within", ...(usage === "shown" ? ["Cost"] : [])]}
          empty="No run has ended in this time."
          rows={workflows.map((line) => [
            line.name || "Without a name",
            formatCount(line.succeeded + line.failed + line.cancelled),
            written(line.successShare, formatShare),
            written(line.p50Ms, formatDuration),
            written(line.p95Ms, formatDuration),
            ...(usage === "shown" ? [formatUsd(line.cost?.usd ?? 0)] : []),
          ])}
        />
      )}
    </>
  );
}

function Place({ workflow, step }: SharedPlace) {
  return (
    <>
      <span class="list-step">{step || "Without a name"}</span>
      {workflow !== null && <span class="sub">{workflow || "Without a name"}</span>}
    </>
  );
}

interface ListProps {
  readonly title: string;
  /** One sentence: what is listed, and how it is measured. */
  readonly note: string;
  readonly heads: readonly string[];
  /** Cells, the first of which names the row. */
  readonly rows: readonly (readonly ComponentChildren[])[];
  readonly empty: string;
}

function List({ title, note, heads, rows, empty }: ListProps) {
  return (
    <section class="dashboard-list" aria-label={title}>
      <h2>{title}</h2>
      <p class="sub">{note}</p>
      {rows.length === 0 ? (
        <p class="absent">{empty}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys.
        <section tabIndex={0} aria-label={`${title}, listed`} class="list-box">
          <table>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([name, ...cells], place) => (
                <tr key={place}>
                  <th scope="row">{name}</th>
                  {cells.map((cell, index) => (
                    <td key={heads[index + 1]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
