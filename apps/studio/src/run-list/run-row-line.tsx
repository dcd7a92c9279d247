import type { RunRow } from "@orrery/services";
import { cx, formatDuration, RelativeTime } from "@orrery/ui";
import Link from "next/link";
import type { ReactNode } from "react";
import { RunOrigin } from "./run-origin.tsx";
import { RunPill } from "./run-pill.tsx";

export interface RunRowLineProps {
  run: RunRow;
  /** What stands before it, over the link. */
  before?: ReactNode;
  isTicked?: boolean;
}

/** One run in a list: its workflow's name, state, when it began and how long it took. The whole line is one link. */
export function RunRowLine({ run, before, isTicked = false }: RunRowLineProps) {
  const took = run.startedAt !== null && run.endedAt !== null ? run.endedAt - run.startedAt : null;
  return (
    <li
      className={cx(
        "relative flex items-center gap-3 px-3 py-2.5 transition-colors hover:bg-raised",
        isTicked && "bg-raised",
      )}
    >
      {before && <span className="relative z-1 -my-1 flex shrink-0 py-1">{before}</span>}
      <div className="min-w-0 flex-1">
        <Link
          href={`/runs/${run.id}`}
          className="block truncate font-medium -outline-offset-2 after:absolute after:inset-0"
        >
          <bdi>{run.name || "Without a name"}</bdi>
        </Link>
        <p className="truncate text-dim text-xs">
          <RunOrigin origin={run.origin} />
          {" · "}
          <RelativeTime at={run.createdAt} />
          {took !== null && (
            <>
              {" · "}
              <span className="font-mono">{formatDuration(took)}</span>
            </>
          )}
          {run.heldUp !== null && ` · ${run.heldUp}`}
          {run.errorCode !== null && (
            <>
              {" · "}
              <span className="font-mono text-failed">{run.errorCode}</span>
            </>
          )}
        </p>
      </div>
      <RunPill status={run.status} waits={run.openWaits} heldUp={run.heldUp} />
    </li>
  );
}
