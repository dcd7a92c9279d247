import type { Measure } from "./benchmark.ts";

/** What a run of the benchmarks found; written as JSON with exactly these members. */
export interface Report {
  readonly machine: string;
  /** One row, one connection, one commit: the median. */
  readonly rawCommitMs: number;
  readonly groupCommitRowsPerS: number;
  readonly results: readonly Result[];
}

export interface Result {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly target: number | null;
  /** Null where there is no target. */
  readonly met: boolean | null;
}

/** Holds a measured value against its target. */
export function judge({ name, unit, target }: Measure, measured: number): Result {
  const value = rounded(measured);
  if (target === undefined) return { name, unit, value, target: null, met: null };
  const met = target.is === "at most" ? value <= target.value : value >= target.value;
  return { name, unit, value, target: target.value, met };
}

/** The report as lines for a terminal. `measures` say which way a target points. */
export function reportTable(report: Report, measures: readonly Measure[]): string {
  const rows = report.results.map(({ name, unit, value, met }) => {
    const target = measures.find((measure) => measure.name === name)?.target;
    return [
      name,
      `${value}`,
      unit,
      target === undefined ? "" : `${target.is} ${target.value}`,
      met === null ? "" : met ? "met" : "MISSED",
    ];
  });
  const table = [["name", "value", "unit", "target", ""], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row
      .map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  return [
    report.machine,
    `This machine's Postgres commits one row in ${report.rawCommitMs} ms, in groups ${report.groupCommitRowsPerS} rows/s.`,
    "",
    ...lines,
  ].join("\n");
}

function rounded(value: number): number {
  if (value >= 1000) return Math.round(value);
  return Number(value.toFixed(value >= 100 ? 1 : 2));
}
