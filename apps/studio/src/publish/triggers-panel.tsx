"use client";
import type { TriggerRow } from "@orrery/services";
import { Button, RelativeTime, Switch, useToast } from "@orrery/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { CopyButton } from "../frame/copy-button.tsx";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { OfferPanel } from "./offer-panel.tsx";

const KIND = {
  webhook: "Webhook",
  schedule: "Schedule",
  chat: "Chat",
  "run-finished": "Run finished",
} as const;

export interface TriggersPanelProps {
  workflowId: string;
  /** The name of a node as it is drawn. */
  titleOf: (nodeId: string) => string;
}

/** What starts runs of the published version by itself: its addresses, its next times, how it last went. */
export function TriggersPanel({ workflowId, titleOf }: TriggersPanelProps) {
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.trigger.list.queryOptions({ workflowId }), refetchInterval: 15_000 });
  if (data === undefined) return null;
  return (
    <>
      {data.triggers.length === 0 && (
        <p className="border-b p-4 text-muted text-sm">
          No trigger is published. Add a Webhook, Schedule, Chat or Run finished node, then publish.
        </p>
      )}
      <ul aria-label="Triggers" className="flex flex-col">
        {data.triggers.map((trigger) => (
          <Trigger
            key={trigger.id}
            trigger={trigger}
            title={titleOf(trigger.nodeId)}
            base={data.base}
            workflowId={workflowId}
          />
        ))}
      </ul>
      <OfferPanel workflowId={workflowId} />
    </>
  );
}

interface TriggerProps {
  title: string;
  trigger: TriggerRow;
  base: string;
  workflowId: string;
}

function Trigger({ trigger, title, base, workflowId }: TriggerProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const { id, spec, enabled, path, signingKey, next, lastAt, lastRunId, lastProblem } = trigger;
  const change = useMutation(
    trpc.trigger.change.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.trigger.list.queryFilter({ workflowId })),
      onError: (error) => toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" }),
    }),
  );
  return (
    <li className="flex flex-col gap-2 border-b px-4 py-3">
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <p className="truncate font-medium text-sm">
            <bdi>{title}</bdi>
          </p>
          <p className="text-dim text-xs">
            {KIND[spec.kind]}
            {spec.kind === "webhook" && ` · ${spec.method} · ${spec.answer === "now" ? "at once" : "with the output"}`}
            {spec.kind === "schedule" && ` · ${spec.cron} · ${spec.tz}`}
          </p>
        </div>
        <Switch
          checked={enabled}
          label={`${title} is switched on`}
          onCheckedChange={(on) => change.mutate({ id, enabled: on })}
        />
      </div>
      {path !== null && (
        <Secret
          label="Address"
          text={`${base}${path}`}
          onRenew={() => change.mutate({ id, renew: "address" })}
          renewWords="New address"
        />
      )}
      {signingKey !== null && (
        <Secret
          label="Signing key"
          text={signingKey}
          onRenew={() => change.mutate({ id, renew: "key" })}
          renewWords="New key"
        />
      )}
      {next.length > 0 && (
        <ol aria-label="Next times" className="font-mono text-code text-muted">
          {next.map((at) => (
            <li key={at}>
              {new Date(at).toLocaleString("en-GB", {
                dateStyle: "medium",
                timeStyle: "short",
                ...(spec.kind === "schedule" && { timeZone: spec.tz }),
              })}
            </li>
          ))}
        </ol>
      )}
      {lastRunId !== null && (
        <p className="text-dim text-xs">
          Last started{" "}
          <Link href={`/runs/${lastRunId}`} className="underline hover:text-ink">
            a run
          </Link>{" "}
          {lastAt !== null && <RelativeTime at={lastAt} />}
        </p>
      )}
      {lastProblem !== null && <p className="break-words text-waiting text-xs">{lastProblem}</p>}
    </li>
  );
}

interface SecretProps {
  label: string;
  text: string;
  renewWords: string;
  onRenew: () => void;
}

function Secret({ label, text, renewWords, onRenew }: SecretProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="text-dim text-xs">{label}</span>
      <div className="flex min-w-0 items-center gap-1">
        <code className="min-w-0 flex-1 select-all break-all rounded-chip bg-field px-1.5 py-1 font-mono text-code">
          {text}
        </code>
        <CopyButton name={`Copy the ${label.toLowerCase()}`} text={text} copied={`${label} copied`} />
      </div>
      <div>
        <Button size="sm" variant="ghost" onClick={onRenew}>
          {renewWords}
        </Button>
      </div>
    </div>
  );
}
