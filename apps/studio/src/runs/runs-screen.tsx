"use client";
import type { RunStatus } from "@orrery/engine";
import type { RunPage } from "@orrery/services";
import { buttonClass, cx, EmptyState } from "@orrery/ui";
import { Activity, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type RunFilter, runFilterAddress, type runQuestion } from "./run-filter.ts";
import { RunList } from "./run-list.tsx";
import { RunSearchBar } from "./run-search-bar.tsx";
import { ViewsMenu } from "./views/views-menu.tsx";

const SHOWN: readonly { status: RunStatus | undefined; word: string }[] = [
  { status: undefined, word: "All" },
  { status: "queued", word: "Queued" },
  { status: "running", word: "Running" },
  { status: "waiting", word: "Waiting" },
  { status: "paused", word: "Paused" },
  { status: "succeeded", word: "Done" },
  { status: "failed", word: "Failed" },
  { status: "cancelled", word: "Stopped" },
];

export interface RunsScreenProps {
  filter: RunFilter;
  /** The filter as the list was asked: a stretch of time up to now has become a time. */
  question: ReturnType<typeof runQuestion>;
  /** As the server saw it when it made the page. */
  first: RunPage;
  workflows: readonly { id: string; name: string }[];
}

/** Runs by state, workflow, origin, time and words, a page at a time; the address holds the choice. */
export function RunsScreen({ filter, question, first: page, workflows }: RunsScreenProps) {
  const router = useRouter();
  const { cursor: _cursor, ...first } = filter;
  const address = runFilterAddress(first);
  const isFiltered = address !== "/runs";

  return (
    <main className="min-h-0 flex-1 more-below overflow-auto px-4 py-5 md:px-6">
      <div className="mx-auto max-w-4xl">
        <h1 className="text-title">Runs</h1>
        <div className="mt-4 flex flex-wrap items-center gap-2">
          <RunSearchBar
            key={first.text ?? ""}
            filter={first}
            workflows={workflows}
            onFilter={(chosen) => router.push(runFilterAddress(chosen))}
          />
          <nav
            aria-label="Runs by state"
            className="grid w-full grid-cols-4 gap-1 py-1 sm:flex sm:w-auto sm:max-w-full sm:flex-wrap"
          >
            {SHOWN.map(({ status, word }) => {
              const { status: _, ...others } = first;
              const here = first.status === status;
              return (
                <Link
                  key={word}
                  href={runFilterAddress({ ...others, ...(status && { status }) })}
                  aria-current={here ? "page" : undefined}
                  className={cx(
                    "flex h-9 shrink-0 items-center justify-center rounded-control px-2 transition-colors sm:h-8 sm:px-2.5",
                    here ? "bg-raised font-medium text-ink" : "text-muted hover:bg-raised hover:text-ink",
                  )}
                >
                  {word}
                </Link>
              );
            })}
          </nav>
          <div className="flex items-center gap-2 sm:ml-auto">
            {isFiltered && (page.runs.length > 0 || filter.cursor !== undefined) && (
              <Link href="/runs" className={buttonClass({ variant: "ghost" })}>
                <X aria-hidden size={14} strokeWidth={1.75} />
                Show all runs
              </Link>
            )}
            <ViewsMenu query={address.split("?")[1] ?? ""} />
          </div>
        </div>
        {(first.errorCode ?? first.nodeId) !== undefined && (
          <p className="mt-2 text-dim text-xs">
            {`Runs in which ${first.nodeId === undefined ? "a step" : `“${first.nodeId}”`} failed`}
            {first.errorCode !== undefined && ` with ${first.errorCode}`}. A run is found so some seconds after its end.
          </p>
        )}
        {first.text && (
          <p className="mt-2 text-dim text-xs">
            Runs with “<bdi>{first.text}</bdi>” in their name, input, output or errors. A run is found by its words some
            seconds after it has ended.
          </p>
        )}
        <RunList
          key={address}
          filter={filter}
          question={question}
          first={page}
          empty={<NoRuns filtered={Object.keys(filter).length > 0} />}
        />
      </div>
    </main>
  );
}

function NoRuns({ filtered }: { filtered: boolean }) {
  return (
    <EmptyState
      icon={<Activity aria-hidden size={24} strokeWidth={1.75} />}
      title={filtered ? "No run is like this" : "Nothing has run yet"}
      action={
        filtered ? (
          <Link href="/runs" className={buttonClass()}>
            Show all runs
          </Link>
        ) : (
          <Link href="/templates" className={buttonClass({ variant: "primary" })}>
            Start from something that runs
          </Link>
        )
      }
    >
      {filtered
        ? "Choose another state, workflow, origin or time, or other words."
        : "Each run is kept here, with every step it took."}
    </EmptyState>
  );
}
