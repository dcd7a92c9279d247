import type { RunRow } from "@orrery/services";
import Link from "next/link";
import { RunRows } from "../run-list/run-rows.tsx";

/** The last dozen runs of the workspace, with their live states. */
export function RecentRuns({ runs }: { runs: readonly RunRow[] }) {
  return (
    <section aria-labelledby="recent-runs" className="min-w-0">
      <div className="mb-3 flex items-baseline justify-between gap-2 xl:pt-1.5">
        <h2 id="recent-runs" className="font-semibold text-md">
          Recent runs
        </h2>
        <Link href="/runs" className="text-muted text-xs hover:text-ink">
          All runs
        </Link>
      </div>
      {runs.length === 0 ? (
        <p className="rounded-card border border-dashed px-4 py-8 text-center text-muted">
          Nothing has run yet. Open a workflow and press Run.
        </p>
      ) : (
        <RunRows label="Recent runs" runs={runs} />
      )}
    </section>
  );
}
