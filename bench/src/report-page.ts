import type { Measure } from "./benchmark.ts";
import type { Report } from "./report.ts";

const start = "<!-- bench: written by pnpm bench --page, not by hand -->";
const end = "<!-- /bench -->";

/**
 * The page with the part between its two marks replaced by the report. `measures` say which way
 * a target points; `on` is the day. Throws where the page has no marks.
 */
export function putReport(
  page: string,
  report: Report,
  given: { readonly measures: readonly Measure[]; readonly on: string },
): string {
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error("The page has no place for the figures of the benchmarks.");
  return `${page.slice(0, from + start.length)}\n\n${tableOf(report, given)}\n\n${page.slice(to)}`;
}

function tableOf(
  report: Report,
  { measures, on }: { readonly measures: readonly Measure[]; readonly on: string },
): string {
  const rows = report.results.map(({ name, unit, value, met }) => {
    const target = measures.find((measure) => measure.name === name)?.target;
    const wanted = target === undefined ? "" : `${target.is} ${target.value}`;
    const verdict = met === null ? "" : met ? "met" : "**missed**";
    return `| \`${name}\` | ${value} | ${unit} | ${wanted} | ${verdict} |`;
  });
  return [
    `Measured on ${on}: ${report.machine}. This Postgres committed one row in ${report.rawCommitMs} ms, and ${report.groupCommitRowsPerS} rows/s in groups of 200.`,
    "",
    "| name | value | unit | target | |",
    "|---|---:|---|---|---|",
    ...rows,
  ].join("\n");
}
