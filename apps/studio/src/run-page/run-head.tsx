"use client";
import type { RunControl, RunOverlay } from "@orrery/canvas";
import { runStatus, type Wait, waits } from "@orrery/engine";
import type { RunRow } from "@orrery/services";
import { buttonClass, RelativeTime } from "@orrery/ui";
import { GitCompareArrows, PencilRuler } from "lucide-react";
import Link from "next/link";
import { useSyncExternalStore } from "react";
import { useMay } from "../access/access-context.tsx";
import { TopBar } from "../frame/top-bar.tsx";
import { compareAddress } from "../run-list/compare-address.ts";
import { RunOrigin } from "../run-list/run-origin.tsx";
import { RunPill } from "../run-list/run-pill.tsx";
import type { RunWaits } from "../run-list/run-state.ts";
import { shortRunId } from "../run-list/short-run-id.ts";
import { RunButtons } from "../run-session/run-buttons.tsx";
import { ShareButton } from "../share/share-button.tsx";
import { RunAgainButton } from "./run-again-button.tsx";
import { RunMenu } from "./run-menu.tsx";
import { RunTitle, runParent } from "./run-title.tsx";

export interface RunHeadProps {
  run: RunRow;
  overlay: RunOverlay;
  control: RunControl | null;
  /** Why it does not go on although it could. */
  heldUp: string | null;
}

/** The bar over a run: whose it is, how it stands, since when, what can be done to it, and the way to its workflow. */
export function RunHead({ run, overlay, control, heldUp }: RunHeadProps) {
  useSyncExternalStore(overlay.subscribe, overlay.getState, overlay.getState);
  const mayDraw = useMay("workflow.write");
  const known = overlay.getState().lastSeq > 0;
  const status = known ? runStatus(overlay.runState()) : run.status;
  const open = known ? openWaits(waits(overlay.runState())) : run.openWaits;

  return (
    <TopBar
      parent={runParent(run)}
      title={<RunTitle run={run} />}
      facts={
        <>
          <RunPill status={status} waits={open} heldUp={heldUp} />
          <span className="hidden lg:inline">
            {run.version !== null && `v${run.version} · `}
            {run.parent === null && (
              <>
                <RunOrigin origin={run.origin} /> ·{" "}
              </>
            )}
            started <RelativeTime at={run.createdAt} />
          </span>
          {run.parent && (
            <Link
              href={`/runs/${run.parent.runId}`}
              prefetch={false}
              className="hidden underline hover:text-ink md:inline"
            >
              {`by run ${shortRunId(run.parent.runId)}`}
            </Link>
          )}
        </>
      }
      actions={
        <>
          <div className="hidden items-center gap-2 lg:flex">
            <ShareButton runId={run.id} />
            <Link href={compareAddress({ b: run.id })} prefetch={false} className={buttonClass()}>
              <GitCompareArrows aria-hidden size={16} strokeWidth={1.75} />
              <span className="sr-only xl:not-sr-only">Compare</span>
            </Link>
            {run.workflowId && (
              <Link href={`/workflows/${run.workflowId}?run=${run.id}`} prefetch={false} className={buttonClass()}>
                <PencilRuler aria-hidden size={16} strokeWidth={1.75} />
                <span>{mayDraw ? "Open in the editor" : "Open the drawing"}</span>
              </Link>
            )}
            {control && <RunAgainButton overlay={overlay} control={control} />}
          </div>
          <div className="lg:hidden">
            <RunMenu run={run} overlay={overlay} control={control} />
          </div>
          {control && <RunButtons overlay={overlay} control={control} runId={run.id} isExplained={heldUp !== null} />}
        </>
      }
    />
  );
}

function openWaits(found: readonly Wait[]): RunWaits {
  const times = found.flatMap((wait) => (wait.for === "time" && wait.dueAt !== null ? [wait.dueAt] : []));
  return {
    answers: found.filter((wait) => wait.for === "person").length,
    until: times.length === 0 ? null : Math.min(...times),
  };
}
