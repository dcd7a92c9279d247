"use client";
import type { RunRow } from "@orrery/services";
import { buttonClass, EmptyState, formatDuration, RelativeTime } from "@orrery/ui";
import { GitCompareArrows } from "lucide-react";
import Link from "next/link";
import { TopBar } from "../../frame/top-bar.tsx";
import { compareAddress } from "../../run-list/compare-address.ts";
import { RunPill } from "../../run-list/run-pill.tsx";
import { shortRunId } from "../../run-list/short-run-id.ts";

/** One run is chosen: the others that it can be laid over, newest first. */
export function CompareWith({ run, others }: { run: RunRow; others: readonly RunRow[] }) {
  return (
    <>
      <TopBar
        parent={{ href: `/runs/${run.id}`, word: `Run ${shortRunId(run.id)}` }}
        title={<h1 className="truncate font-semibold text-sm">Compare with another run</h1>}
      />
      <main className="min-h-0 flex-1 overflow-y-auto p-4">
        <div className="mx-auto flex max-w-3xl flex-col gap-3">
          {others.length === 0 ? (
            <EmptyState
              icon={<GitCompareArrows aria-hidden size={18} strokeWidth={1.75} />}
              title="There is no other run of this workflow"
              action={
                <Link href={`/runs/${run.id}`} className={buttonClass()}>
                  Back to the run
                </Link>
              }
            >
              Run it again, or fork this run, and compare the two.
            </EmptyState>
          ) : (
            <ul aria-label="Runs to compare with" className="divide-y overflow-hidden rounded-card border bg-panel">
              {others.map((other) => (
                <li key={other.id} className="relative flex items-center gap-3 px-3 py-2.5 hover:bg-raised">
                  <div className="min-w-0 flex-1">
                    <Link
                      href={pair(run, other)}
                      className="block truncate font-medium -outline-offset-2 after:absolute after:inset-0"
                    >
                      {`Run ${shortRunId(other.id)}`}
                    </Link>
                    <p className="truncate text-dim text-xs">
                      <RelativeTime at={other.createdAt} />
                      {other.startedAt !== null && other.endedAt !== null && (
                        <span className="font-mono">{` · ${formatDuration(other.endedAt - other.startedAt)}`}</span>
                      )}
                      {other.errorCode !== null && (
                        <span className="font-mono text-failed">{` · ${other.errorCode}`}</span>
                      )}
                    </p>
                  </div>
                  <RunPill status={other.status} waits={other.openWaits} heldUp={other.heldUp} />
                </li>
              ))}
            </ul>
          )}
        </div>
      </main>
    </>
  );
}

/** The older run comes first. */
function pair(run: RunRow, other: RunRow): string {
  return other.createdAt < run.createdAt
    ? compareAddress({ a: other.id, b: run.id })
    : compareAddress({ a: run.id, b: other.id });
}
