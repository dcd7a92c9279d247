import type { RunRow } from "@orrery/services";
import { RunRowLine } from "./run-row-line.tsx";

/** Runs in a card, newest first. */
export function RunRows({ label, runs }: { label: string; runs: readonly RunRow[] }) {
  return (
    <ul aria-label={label} className="divide-y overflow-hidden rounded-card border bg-panel">
      {runs.map((run) => (
        <RunRowLine key={run.id} run={run} />
      ))}
    </ul>
  );
}
