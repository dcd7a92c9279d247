"use client";
import { RunView } from "@orrery/canvas";
import type { RunKeeping } from "@orrery/db";
import type { Graph } from "@orrery/graph";
import { cards } from "@orrery/nodes/cards";
import { catalog } from "@orrery/nodes/catalog";
import type { Plan } from "@orrery/plan";
import type { RunRow } from "@orrery/services";
import { useRouter } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import { useMay } from "../access/access-context.tsx";
import { RunDeviations } from "../baseline/run-deviations.tsx";
import { unusualNodes } from "../baseline/unusual-nodes.ts";
import { useRunDeviations } from "../baseline/use-run-deviations.ts";
import { openNodeDocs } from "../editor/open-node-docs.ts";
import { createRunHost } from "../editor/run-host.ts";
import type { LogAhead } from "../run-session/log-ahead.ts";
import { useHeldUp } from "../run-session/use-held-up.ts";
import { useRunControl } from "../run-session/use-run-control.ts";
import { useWholeRunOverlay } from "../run-session/use-whole-run-overlay.ts";
import { useTRPCClient } from "../trpc/trpc.ts";
import { ArchiveNote } from "./archive-note.tsx";
import { HeldUpNote } from "./held-up-note.tsx";
import { readMoment, writeMoment } from "./moment-in-address.ts";
import { RunHead } from "./run-head.tsx";
import { RunOpening } from "./run-opening.tsx";

export interface RunScreenProps {
  run: RunRow;
  plan: Plan;
  graph: Graph;
  archive: RunKeeping | null;
  /** Its log, where it is being read already; null inside where the stream brings it. */
  ahead: Promise<LogAhead | null>;
}

/** One run, live or at any moment of its log. The address keeps the moment that is looked at. */
export function RunScreen({ run, plan, graph, archive, ahead }: RunScreenProps) {
  const client = useTRPCClient();
  const [opened] = useState(() => ({ id: run.id, plan, graph }));
  const [at] = useState(readMoment);
  const overlay = useWholeRunOverlay(opened, ahead);
  const mayControl = useMay("run.control");
  const host = useMemo(
    () => createRunHost({ client, runId: run.id, openDocs: openNodeDocs, mayAnswer: mayControl }),
    [client, run.id, mayControl],
  );
  const router = useRouter();
  const openRun = useCallback((id: string) => router.push(`/runs/${id}`), [router]);
  const whole = useRunControl({ runId: run.id, workflowId: run.workflowId, parent: run.parent, onFork: openRun });
  const control = archive || !mayControl ? null : whole;
  const heldUp = useHeldUp(run.id, { first: run.heldUp, isAsked: run.endedAt === null });
  const deviations = useRunDeviations(run.id, overlay);
  const unusual = useMemo(() => unusualNodes(deviations), [deviations]);
  if (!overlay) return <RunOpening run={run} />;
  return (
    <>
      <RunHead run={run} overlay={overlay} control={control} heldUp={heldUp} />
      {archive && <ArchiveNote archive={archive} />}
      <HeldUpNote why={heldUp} />
      <RunDeviations rows={deviations} />
      <main className="min-h-0 min-w-0 flex-1">
        <RunView
          plan={plan}
          graph={graph}
          overlay={overlay}
          control={control}
          at={at}
          unusual={unusual}
          onAt={writeMoment}
          catalog={catalog}
          cards={cards}
          host={host}
        />
      </main>
    </>
  );
}
