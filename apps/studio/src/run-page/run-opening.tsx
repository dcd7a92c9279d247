"use client";
import type { RunRow } from "@orrery/services";
import { Spinner } from "@orrery/ui";
import { TopBar } from "../frame/top-bar.tsx";
import { RunPill } from "../run-list/run-pill.tsx";
import { HeldUpNote } from "./held-up-note.tsx";
import { RunTitle, runParent } from "./run-title.tsx";

/** What the server knows of a run, until its code and its log are there. */
export function RunOpening({ run }: { run: RunRow }) {
  return (
    <>
      <TopBar
        parent={runParent(run)}
        title={<RunTitle run={run} />}
        facts={<RunPill status={run.status} waits={run.openWaits} heldUp={run.heldUp} />}
      />
      {run.endedAt === null && <HeldUpNote why={run.heldUp} />}
      <main className="dotted grid min-h-0 flex-1 place-items-center bg-canvas text-dim">
        <p className="flex items-center gap-2" role="status">
          <Spinner size={16} /> Opening the run
        </p>
      </main>
    </>
  );
}
