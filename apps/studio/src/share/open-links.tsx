"use client";
import type { ShareLinkRow } from "@orrery/services";
import { Badge, Button, RelativeTime, useToast } from "@orrery/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
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
                      <bdi>{row.name || "A workflow"}</bdi>
                      {row.target.kind === "run" && <>, run {shortRunId(row.target.runId)}</>}
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
  return target.kind === "run" ? `/runs/${target.runId}` : `/workflows/${target.workflowId}`;
}

function shownWords({ target }: ShareLinkRow): string {
  if (target.kind === "template") return "Shows the workflow as it was, and gives its file";
  const { inputs, outputs, usage } = target.projection;
  const values = inputs.length + outputs.length;
  const what =
    values === 0 ? "states and times" : values === 1 ? "one input or output" : `${values} inputs and outputs`;
  return `Shows ${what}${usage === "shown" ? ", and cost" : ""}`;
}
