"use client";
import { type ComparedSide, CompareView } from "@orrery/canvas";
import type { Graph } from "@orrery/graph";
import { cards } from "@orrery/nodes/cards";
import { catalog } from "@orrery/nodes/catalog";
import type { Plan } from "@orrery/plan";
import type { RunRow } from "@orrery/services";
import { useMemo, useState } from "react";
import { openNodeDocs } from "../../editor/open-node-docs.ts";
import { createRunHost } from "../../editor/run-host.ts";
import { useWholeRunOverlay } from "../../run-session/use-whole-run-overlay.ts";
import { useTRPCClient } from "../../trpc/trpc.ts";
import { CompareOpening } from "./compare-loader.tsx";

export interface FoundRun {
  readonly run: RunRow;
  readonly plan: Plan;
  readonly graph: Graph;
}

export interface CompareScreenProps {
  first: FoundRun;
  second: FoundRun;
}

/** Two runs laid over each other, once the logs of both are there. */
export function CompareScreen(props: CompareScreenProps) {
  const first = useComparedSide(props.first);
  const second = useComparedSide(props.second);
  if (first === null || second === null) return <CompareOpening />;
  return (
    <main className="min-h-0 min-w-0 flex-1">
      <CompareView first={first} second={second} catalog={catalog} cards={cards} />
    </main>
  );
}

/** Values are read and nothing is answered: a comparison is only looked at. */
function useComparedSide({ run, plan, graph }: FoundRun): ComparedSide | null {
  const client = useTRPCClient();
  const [opened] = useState(() => ({ id: run.id, plan, graph }));
  const overlay = useWholeRunOverlay(opened);
  return useMemo(
    () =>
      overlay && {
        overlay,
        host: createRunHost({ client, runId: opened.id, openDocs: openNodeDocs, mayAnswer: false }),
      },
    [overlay, client, opened],
  );
}
