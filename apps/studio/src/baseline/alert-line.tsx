"use client";
import type { AlertTargetRow, CredentialRow } from "@orrery/services";
import { Badge, Button, Dialog, RelativeTime } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { AlertDialog } from "./alert-dialog.tsx";
import { deliveryTitle, deliveryWords, targetWords } from "./alert-words.ts";

export interface AlertLineProps {
  row: AlertTargetRow;
  credentials: readonly CredentialRow[];
  /** Has the list read again. */
  onChanged: () => unknown;
}

/** One who is told, with what may be done to it and how the last alerts went. */
export function AlertLine({ row, credentials, onChanged }: AlertLineProps) {
  const trpc = useTRPC();
  const [asked, setAsked] = useState<"change" | "remove" | null>(null);
  const test = useMutation(trpc.alert.test.mutationOptions({ onSuccess: () => onChanged() }));
  const { name, place, deliveries } = row;
  return (
    <li aria-label={name} className="flex flex-col gap-2 border-b px-4 py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-48 flex-1">
          <p className="flex flex-wrap items-center gap-2">
            <bdi className="break-words font-semibold text-sm">{name}</bdi>
            {!row.enabled && <Badge>off</Badge>}
          </p>
          <p className="break-all font-mono text-code text-muted">
            {place.channel === "webhook" ? place.url : place.to.join(", ")}
          </p>
          <p className="text-dim text-xs">{targetWords(row)}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            aria-label={`Send a test to ${name}`}
            busy={test.isPending}
            onClick={() => test.mutate({ id: row.id })}
          >
            Send a test
          </Button>
          <Button size="sm" aria-label={`Change ${name}`} onClick={() => setAsked("change")}>
            Change
          </Button>
          <Button size="sm" variant="danger" aria-label={`Delete ${name}`} onClick={() => setAsked("remove")}>
            Delete
          </Button>
        </div>
      </div>
      {test.isError && (
        <p role="alert" className="text-failed text-sm">
          {explainError(test.error).message}
        </p>
      )}
      {deliveries.length > 0 && (
        <ul aria-label={`Last alerts to ${name}`} className="flex flex-col gap-1 text-xs">
          {deliveries.map((one) => (
            <li key={one.id} className="flex flex-wrap items-baseline gap-x-2 text-muted">
              <span className="min-w-0 break-words">
                {one.runId === null ? (
                  deliveryTitle(one)
                ) : (
                  <Link href={`/runs/${one.runId}`} className="underline hover:text-ink">
                    {deliveryTitle(one)}
                  </Link>
                )}
              </span>
              <span className={one.problem === null ? "text-dim" : "min-w-0 break-words text-failed"}>
                {deliveryWords(one)}
              </span>
              <span className="text-dim">
                <RelativeTime at={one.createdAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {asked === "change" && (
        <AlertDialog row={row} credentials={credentials} onClose={() => setAsked(null)} onSaved={onChanged} />
      )}
      {asked === "remove" && <RemoveDialog row={row} onClose={() => setAsked(null)} onRemoved={onChanged} />}
    </li>
  );
}

interface RemoveDialogProps {
  row: AlertTargetRow;
  onClose: () => void;
  onRemoved: () => unknown;
}

function RemoveDialog({ row, onClose, onRemoved }: RemoveDialogProps) {
  const trpc = useTRPC();
  const onSuccess = () => {
    onRemoved();
    onClose();
  };
  const remove = useMutation(trpc.alert.remove.mutationOptions({ onSuccess }));
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Delete ${row.name}?`}
      description="Nobody is told there any more; what has not been sent yet is not sent."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate({ id: row.id })}>
            Delete
          </Button>
        </>
      }
    >
      {remove.isError && (
        <p role="alert" className="text-failed text-sm">
          {explainError(remove.error).message}
        </p>
      )}
    </Dialog>
  );
}
