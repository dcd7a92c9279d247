import type { House } from "./house.ts";

/** One figure that a benchmark gives. Names are stable: scripts and release notes compare them. */
export interface Measure {
  readonly name: string;
  readonly unit: "ms" | "runs/s" | "rows/s" | "calls/s" | "MB" | "KB" | "bytes" | "count" | "ratio" | "fps";
  /** Absent: measured and reported, without a target yet. */
  readonly target?: { readonly is: "at most" | "at least"; readonly value: number };
}

/** Figures that come out of one measurement. */
export interface Benchmark {
  readonly measures: readonly Measure[];
  /** It takes long: measured only where `--only` names one of its figures. */
  readonly onRequest?: true;
  /** Resolves with the value of each measure by its name; rejects when it could not be measured. */
  run(house: House): Promise<Readonly<Record<string, number>>>;
}
