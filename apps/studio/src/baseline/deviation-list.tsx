"use client";
import { verdictWords } from "@orrery/engine/baseline";
import { RelativeTime } from "@orrery/ui";
import { useQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import Link from "next/link";
import { useMay } from "../access/access-context.tsx";
import { useTRPC } from "../trpc/trpc.ts";

const askAgainMs = 10_000;
const SHOWN = 10;

export interface DeviationListProps {
  /** Left out: of all workflows. */
  workflowId?: string;
  /** Nothing is shown where nothing was told lately, for pages about other things. */
  hidesEmpty?: boolean;
}

/** What was other than usual lately, newest first, each with its run. Asks again every ten seconds while it is looked at. */
export function DeviationList({ workflowId, hidesEmpty = false }: DeviationListProps) {
  const trpc = useTRPC();
  const mayAlert = useMay("alert.read");
  const input = workflowId === undefined ? { limit: SHOWN } : { workflowId, limit: SHOWN };
  const query = useQuery({ ...trpc.alert.deviations.queryOptions(input), refetchInterval: askAgainMs });
  const rows = query.data ?? [];
  if (hidesEmpty && rows.length === 0) return null;
  return (
    <section aria-labelledby="deviations" className="flex flex-col gap-2 rounded-card border bg-panel p-4">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id="deviations" className="flex-1 font-semibold text-sm">
          Not as usual
        </h2>
        {mayAlert && (
          <Link href="/settings/alerts" className="text-muted text-xs underline hover:text-ink">
            Alerts
          </Link>
        )}
      </div>
      {query.isError && <p className="text-failed text-sm">This could not be loaded. It is tried again.</p>}
      {query.isSuccess && rows.length === 0 && (
        <p className="text-muted text-sm">
          Nothing lately. A step is judged once it has run 30 times as it is drawn now.
        </p>
      )}
      {rows.length > 0 && (
        <ul className="flex flex-col">
          {rows.map(({ runId, nodeId, nodeName, workflowName, verdict, at }) => (
            <li
              key={`${runId} ${nodeId} ${verdict.kind}`}
              className="flex items-start gap-2 border-b py-1.5 text-sm last:border-b-0"
            >
              <Activity aria-hidden size={14} strokeWidth={1.75} className="mt-0.5 shrink-0 text-waiting" />
              <p className="min-w-0 flex-1 break-words text-muted">
                <Link href={`/runs/${runId}`} className="font-semibold text-ink hover:underline">
                  <bdi>{nodeName}</bdi>
                </Link>
                {workflowId === undefined && workflowName !== "" && (
                  <>
                    {" "}
                    in <bdi>{workflowName}</bdi>
                  </>
                )}
                : {verdictWords(verdict)}
              </p>
              <span className="shrink-0 whitespace-nowrap text-dim text-xs">
                <RelativeTime at={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
