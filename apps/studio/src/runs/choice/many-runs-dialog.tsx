"use client";
import { Button, Dialog, formatCount, ProgressBar, Segmented } from "@orrery/ui";
import Link from "next/link";
import { useRef, useState } from "react";
import { shortRunId } from "../../run-list/short-run-id.ts";
import { explainError } from "../../trpc/explain-error.ts";
import { useTRPCClient } from "../../trpc/trpc.ts";
import { doToMany, type ManyOutcome } from "./do-to-many.ts";

/** So many runs go into one call: the bar moves, and a call that breaks off leaves little in doubt. */
const AT_ONCE = 20;
const MOST_LISTED = 50;

const DRAWINGS = [
  { value: "same", label: "As they ran" },
  { value: "draft", label: "As drawn now" },
] as const;

export type ManyWish = "stop" | "again";

export interface ManyRunsDialogProps {
  wish: ManyWish;
  ids: readonly string[];
  onClose: () => void;
  /** These were done. */
  onDone: (ids: readonly string[]) => void;
}

/** Asks before many runs are stopped or begin again, shows how far that is, and tells what became of each. */
export function ManyRunsDialog({ wish, ids, onClose, onDone }: ManyRunsDialogProps) {
  const client = useTRPCClient();
  const [graph, setGraph] = useState<"same" | "draft">("same");
  const [behind, setBehind] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<ManyOutcome | null>(null);
  const isStopped = useRef(false);
  const runs = ids.length === 1 ? "1 run" : `${formatCount(ids.length)} runs`;

  async function go() {
    setBehind(0);
    const found = await doToMany({
      ...{ ids, atOnce: AT_ONCE, onProgress: setBehind, isStopped: () => isStopped.current },
      call: (some) =>
        wish === "stop"
          ? client.run.cancelMany.mutate({ ids: [...some] })
          : client.run.rerunMany.mutate({ ids: [...some], graph }),
      explain: (error) => explainError(error).message,
    });
    setOutcome(found);
    onDone(found.done.map(({ id }) => id));
  }

  function close() {
    isStopped.current = true;
    onClose();
  }

  if (outcome !== null) {
    return (
      <Dialog
        open
        onOpenChange={(isOpen) => !isOpen && close()}
        title={doneWords(wish, outcome.done.length)}
        actions={
          <>
            {wish === "again" && outcome.done.length > 0 && (
              <Link href="/runs?origin=fork" className="mr-auto self-center text-xs underline hover:text-brass-ink">
                Show the new runs
              </Link>
            )}
            <Button variant="primary" onClick={close}>
              Close
            </Button>
          </>
        }
      >
        {(outcome.problems.length > 0 || outcome.left > 0) && <Problems outcome={outcome} />}
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && close()}
      title={wish === "stop" ? `Stop ${runs}?` : `Run ${runs} again?`}
      description={
        wish === "stop"
          ? "Nothing new starts in them, and what is under way is told to end. Runs that have ended stay as they are."
          : "Each begins from its start with the input it had, as a new run. What they send, they send again; what they cost, they cost again."
      }
      actions={
        behind === null ? (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button variant={wish === "stop" ? "danger" : "primary"} onClick={() => void go()}>
              {wish === "stop" ? `Stop ${runs}` : `Run ${runs} again`}
            </Button>
          </>
        ) : (
          <Button
            onClick={() => {
              isStopped.current = true;
            }}
          >
            Leave the rest
          </Button>
        )
      }
    >
      {behind !== null ? (
        <div role="status" className="flex flex-col gap-2 text-sm">
          <ProgressBar label="Runs" value={behind} max={ids.length} tone="brass" />
          <span className="tabular-nums">
            {formatCount(behind)} of {runs}
          </span>
        </div>
      ) : (
        wish === "again" && (
          <div className="flex flex-col gap-1.5">
            <p className="text-muted text-xs">With the drawing</p>
            <Segmented label="With the drawing" value={graph} onValueChange={setGraph} options={DRAWINGS} />
          </div>
        )
      )}
    </Dialog>
  );
}

function Problems({ outcome: { problems, left } }: { outcome: ManyOutcome }) {
  return (
    <div className="flex flex-col gap-2 text-sm">
      {left > 0 && <p>{left === 1 ? "1 run was" : `${formatCount(left)} runs were`} left as before.</p>}
      {problems.length > 0 && (
        <>
          <p>{problems.length === 1 ? "1 was refused:" : `${formatCount(problems.length)} were refused:`}</p>
          <ul aria-label="Runs that were refused" className="flex flex-col gap-1">
            {problems.slice(0, MOST_LISTED).map(({ id, problem }) => (
              <li key={id} className="flex items-baseline gap-2">
                <Link href={`/runs/${id}`} className="shrink-0 font-mono text-code underline hover:text-brass-ink">
                  {shortRunId(id)}
                </Link>
                <span className="min-w-0 break-words text-muted">{problem}</span>
              </li>
            ))}
          </ul>
          {problems.length > MOST_LISTED && (
            <p className="text-dim text-xs">{formatCount(problems.length - MOST_LISTED)} more</p>
          )}
        </>
      )}
    </div>
  );
}

function doneWords(wish: ManyWish, count: number): string {
  if (count === 0) return wish === "stop" ? "No run was stopped" : "No run has begun";
  const runs = count === 1 ? "1 run" : `${formatCount(count)} runs`;
  if (wish === "stop") return `${runs} ${count === 1 ? "is" : "are"} asked to stop`;
  return `${runs} ${count === 1 ? "begins" : "begin"} again`;
}
