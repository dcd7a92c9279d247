"use client";
import type { RunPage } from "@orrery/services";
import { Button, buttonClass, Checkbox, formatCount, RelativeTime } from "@orrery/ui";
import { ArrowUp } from "lucide-react";
import Link from "next/link";
import { type Dispatch, type ReactNode, type SetStateAction, useRef, useState } from "react";
import { RunRowLine } from "../run-list/run-row-line.tsx";
import { shortRunId } from "../run-list/short-run-id.ts";
import { ChoiceBar } from "./choice/choice-bar.tsx";
import { NOTHING_TICKED, type RunChoice, tick } from "./choice/run-choice.ts";
import { type RunFilter, runFilterAddress, type runQuestion } from "./run-filter.ts";
import { useRunPage } from "./use-run-page.ts";

export interface RunListProps {
  filter: RunFilter;
  question: ReturnType<typeof runQuestion>;
  /** As the server saw it when it made the page. */
  first: RunPage;
  /** What a page says that is empty. */
  empty: ReactNode;
}

/** A page of runs that stays up to date without moving under whoever looks at it; any of them can be ticked. */
export function RunList(props: RunListProps) {
  // What is ticked stays so from page to page.
  const [choice, setChoice] = useState<RunChoice>(NOTHING_TICKED);
  return <OnePage key={props.filter.cursor ?? ""} {...props} choice={choice} setChoice={setChoice} />;
}

interface OnePageProps extends RunListProps {
  choice: RunChoice;
  setChoice: Dispatch<SetStateAction<RunChoice>>;
}

function OnePage({ filter, question, first, empty, choice, setChoice }: OnePageProps) {
  const box = useRef<HTMLDivElement>(null);
  const { page, fresh, showFresh } = useRunPage({
    ...{ question, first },
    mayMove() {
      const list = box.current;
      if (list === null || choice.ids.size > 0) return choice.ids.size === 0;
      const isScrolled = (list.closest("main")?.scrollTop ?? 0) > 8;
      return !isScrolled && !list.matches(":hover") && !list.contains(document.activeElement);
    },
  });
  const { cursor, ...rest } = filter;
  const shown = page.runs.map(({ id }) => id);
  return (
    <div className="mt-3">
      <SearchedNote page={page} filter={filter} />
      {page.runs.length === 0 ? (
        empty
      ) : (
        <div ref={box} className="overflow-hidden rounded-card border bg-panel">
          <ChoiceBar
            choice={choice}
            onChoice={setChoice}
            shown={shown}
            question={question}
            hasMorePages={cursor !== undefined || page.next !== null}
          />
          {fresh > 0 && (
            <div className="flex justify-center border-t p-1">
              <Button size="sm" variant="ghost" icon={<ArrowUp aria-hidden size={14} />} onClick={showFresh}>
                {fresh === 1 ? "Show 1 new run" : `Show ${formatCount(fresh)} new runs`}
              </Button>
            </div>
          )}
          <ul aria-label="Runs" className="divide-y border-t">
            {page.runs.map((run) => {
              const isTicked = choice.ids.has(run.id);
              return (
                <RunRowLine
                  key={run.id}
                  run={run}
                  isTicked={isTicked}
                  before={
                    <Checkbox
                      checked={isTicked}
                      onCheckedChange={(next, isRange) =>
                        setChoice((now) => tick(now, { id: run.id, isTicked: next, isRange }, shown))
                      }
                      label={<span className="sr-only">{`Tick run ${shortRunId(run.id)}`}</span>}
                    />
                  }
                />
              );
            })}
          </ul>
        </div>
      )}
      {(cursor || page.next) && (
        <nav aria-label="Pages" className="mt-4 flex justify-between gap-2">
          {cursor ? (
            <Link href={runFilterAddress(rest)} className={buttonClass()}>
              Newest
            </Link>
          ) : (
            <span />
          )}
          {page.next && (
            <Link href={runFilterAddress({ ...rest, cursor: page.next })} className={buttonClass()}>
              Older
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}

/** That words were looked for among the newest runs only, and the way to all of them. */
function SearchedNote({ page: { searched }, filter }: { page: RunPage; filter: RunFilter }) {
  if (searched === null) return null;
  return (
    <p role="status" className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
      <span>
        Looked through the newest {formatCount(searched.runs)} runs, back to <RelativeTime at={searched.since} />.
        {filter.whole && " All of them take longer than ten seconds: choose a time, a workflow, or other words."}
      </span>
      {!filter.whole && (
        <Link href={runFilterAddress({ ...filter, whole: true })} className={buttonClass({ size: "sm" })}>
          Look through all of them
        </Link>
      )}
    </p>
  );
}
