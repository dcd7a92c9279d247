"use client";
import type { RunOverlay } from "@orrery/canvas";
import { hasEnded, runStatus, type Wait, waits } from "@orrery/engine";
import type { RunRow } from "@orrery/services";
import { Button, buttonClass, RelativeTime, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { PencilRuler, Square } from "lucide-react";
import Link from "next/link";
import { useSyncExternalStore } from "react";
import { TopBar } from "../frame/top-bar.tsx";
import { RunPill } from "../run-list/run-pill.tsx";
import type { RunWaits } from "../run-list/run-state.ts";
import { shortRunId } from "../run-list/short-run-id.ts";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

/** The bar over a run: whose it is, how it stands, since when, and the way to stop it or to its workflow. */
export function RunHead({ run, overlay }: { run: RunRow; overlay: RunOverlay }) {
  const trpc = useTRPC();
  const toast = useToast();
  const cancel = useMutation(trpc.run.cancel.mutationOptions());
  useSyncExternalStore(overlay.subscribe, overlay.getState, overlay.getState);
  const known = overlay.getState().lastSeq > 0;
  const status = known ? runStatus(overlay.runState()) : run.status;
  const open = known ? openWaits(waits(overlay.runState())) : run.openWaits;

  async function stop() {
    try {
      await cancel.mutateAsync({ id: run.id });
    } catch (error) {
      toast({ title: "The run was not stopped", detail: explainError(error).message, tone: "failed" });
    }
  }

  return (
    <TopBar
      parent={
        run.workflowId
          ? { href: `/workflows/${run.workflowId}`, word: run.name || "Workflow" }
          : { href: "/runs", word: "Runs" }
      }
      title={<h1 className="truncate font-semibold text-sm">{`Run ${shortRunId(run.id)}`}</h1>}
      facts={
        <>
          <RunPill status={status} waits={open} />
          <span className="hidden lg:inline">
            started <RelativeTime at={run.createdAt} />
          </span>
        </>
      }
      actions={
        <>
          {run.workflowId && (
            <Link href={`/workflows/${run.workflowId}?run=${run.id}`} className={buttonClass()}>
              <PencilRuler aria-hidden size={16} strokeWidth={1.75} />
              <span className="sr-only sm:not-sr-only">Open in the editor</span>
            </Link>
          )}
          {!hasEnded(status) && (
            <Button
              variant="danger"
              busy={cancel.isPending || status === "cancelling"}
              icon={<Square aria-hidden size={16} strokeWidth={1.75} />}
              onClick={() => void stop()}
            >
              Stop
            </Button>
          )}
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
