"use client";
import type { DashboardProjection, ShareLinkRow } from "@orrery/services";
import { Badge, Button, RelativeTime, useToast } from "@orrery/ui";
import { RANGE_WORDS } from "@orrery/viewer/dashboard";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { dashboardAddress } from "../dashboard/dashboard-range.ts";
import { shortRunId } from "../run-list/short-run-id.ts";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

/** The links that nobody has closed: what they show, how often they were opened, and a way to close them. */
export function OpenLinks({ rows, namesTarget }: { rows: readonly ShareLinkRow[]; namesTarget: boolean }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const revoke = useMutation(
    trpc.share.revoke.mutationOptions({
      onSuccess: () => {
        toast({ title: "The link is closed", tone: "done" });
        void cache.invalidateQueries({ queryKey: trpc.share.list.queryKey() });
        router.refresh();
      },
      onError: (error) => toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" }),
    }),
  );
  return (
    <section aria-labelledby="open-links" className="flex flex-col gap-2">
      <h3 id="open-links" className="font-semibold text-sm">
        Open links
      </h3>
      <ul aria-label="Open links" className="flex flex-col rounded-card border">
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-center gap-3 border-b px-3 py-2 last:border-b-0">
            <div className="min-w-0 flex-1">
              <p className="break-words text-sm">
                {namesTarget && (
                  <>
                    <Link href={addressOf(row)} className="underline hover:text-ink">
                      <bdi>{nameOf(row)}</bdi>
                      {row.target.kind === "run" && <>, run {shortRunId(row.target.runId)}</>}
                      {row.target.kind === "dashboard" && ", dashboard"}
                    </Link>
                    {" · "}
                  </>
                )}
                {shownWords(row)}
              </p>
              <p className="text-dim text-xs">
                {row.views === 0 ? "not opened yet" : row.views === 1 ? "opened once" : `opened ${row.views} times`} ·
                made <RelativeTime at={row.createdAt} /> · good until{" "}
                <time dateTime={new Date(row.expiresAt).toISOString()}>
                  {new Date(row.expiresAt).toISOString().slice(0, 10)}
                </time>
              </p>
            </div>
            {row.hasPassword && <Badge>password</Badge>}
            {row.expiresAt <= Date.now() && <Badge tone="waiting">has run out</Badge>}
            <Button
              size="sm"
              variant="danger"
              aria-label={`Close the link made ${new Date(row.createdAt).toISOString().slice(0, 16).replace("T", " ")}`}
              busy={revoke.isPending && revoke.variables?.id === row.id}
              onClick={() => revoke.mutate({ id: row.id })}
            >
              Close
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function addressOf({ target }: ShareLinkRow): string {
  if (target.kind === "run") return `/runs/${target.runId}`;
  if (target.kind === "template") return `/workflows/${target.workflowId}`;
  const { workflowId, projection } = target;
  return dashboardAddress({ range: projection.range, ...(workflowId !== null && { workflowId }) });
}

/** What a link is to, in words. */
function nameOf({ target, name }: ShareLinkRow): string {
  if (target.kind === "dashboard" && target.workflowId === null) return "All workflows";
  return name || "A workflow";
}

function shownWords({ target }: ShareLinkRow): string {
  if (target.kind === "template") return "Shows the workflow as it was, and gives its file";
  if (target.kind === "dashboard") return `Shows ${dashboardWords(target.projection)}`;
  const { inputs, outputs, usage } = target.projection;
  const values = inputs.length + outputs.length;
  const what =
    values === 0 ? "states and times" : values === 1 ? "one input or output" : `${values} inputs and outputs`;
  return `Shows ${what}${usage === "shown" ? ", and cost" : ""}`;
}

function dashboardWords({ range, names, errors, usage }: DashboardProjection): string {
  const ticked = [names === "shown" && "names", errors === "shown" && "error codes", usage === "shown" && "cost"];
  const more = ticked.filter((one) => one !== false);
  return `figures of the ${RANGE_WORDS[range].toLowerCase()}${more.map((one) => `, ${one}`).join("")}`;
}
