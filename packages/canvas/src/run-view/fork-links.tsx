"use client";
import { RelativeTime } from "@orrery/ui";
import { useEffect, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useRun } from "../editor/use-stores.ts";
import type { ForkedRun } from "../run/run-control.ts";
import { RunLink } from "./run-link.tsx";

const LINK = "rounded-chip text-ink underline decoration-line-strong hover:text-brass-ink";

/** Where a run was forked from, what was forked from it, and for which run it was made. Nothing where it stands for itself. */
export function ForkLinks() {
  const { control, overlay } = useEditor();
  const run = useRun();
  const [forks, setForks] = useState<readonly ForkedRun[]>([]);
  const ended = run?.endedAt != null;
  useEffect(() => {
    let current = true;
    control?.forks().then(
      (found) => current && setForks(found),
      // The list is an aside: without it the run is still all there.
      () => {},
    );
    return () => {
      current = false;
    };
  }, [control, ended]);
  const origin = overlay?.runState().control.forkOf ?? null;
  if (!control || (!origin && !control.parent && forks.length === 0)) return null;
  return (
    <section aria-label="Forks" className="flex flex-col gap-1 text-xs">
      {control.parent && (
        <p className="break-words text-muted">
          Made for <RunLink link={control.link(control.parent.runId)} />, which waits for it at{" "}
          <span className="font-mono text-code">{control.parent.stepKey}</span>
        </p>
      )}
      {origin && (
        <p className="text-muted">
          Forked from <RunLink link={control.link(origin.runId)} /> at event {origin.seq}
          {control.compareHref && (
            <>
              {" · "}
              <a href={control.compareHref(origin.runId, "before")} className={LINK}>
                Compare with where it came from
              </a>
            </>
          )}
        </p>
      )}
      {forks.length > 0 && (
        <>
          <p className="text-muted">
            {forks.length === 1 ? "1 run was forked from it" : `${forks.length} runs were forked from it`}
          </p>
          <ul className="flex flex-col gap-1">
            {forks.map((fork) => (
              <li key={fork.id} className="flex items-baseline justify-between gap-2">
                <RunLink link={fork} />
                <span className="text-dim">
                  {control.compareHref && (
                    <>
                      <a
                        href={control.compareHref(fork.id, "after")}
                        aria-label={`Compare with ${fork.short}`}
                        className={LINK}
                      >
                        Compare
                      </a>
                      {" · "}
                    </>
                  )}
                  {fork.status} · <RelativeTime at={fork.createdAt} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
