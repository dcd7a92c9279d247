"use client";
import type { AlertTargetRow, CredentialRow } from "@orrery/services";
import { Button, EmptyState } from "@orrery/ui";
import { useQuery } from "@tanstack/react-query";
import { BellRing } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../trpc/trpc.ts";
import { AlertDialog } from "./alert-dialog.tsx";
import { AlertLine } from "./alert-line.tsx";

const askAgainMs = 2_000;

export interface AlertsProps {
  rows: readonly AlertTargetRow[];
  /** Of the workspace, for signing and for sending mail. */
  credentials: readonly CredentialRow[];
}

/** Who is told when a step is not as usual, and how the last alerts went; what is on its way is looked at again. */
export function Alerts({ rows: first, credentials }: AlertsProps) {
  const trpc = useTRPC();
  const [adding, setAdding] = useState(false);
  const query = useQuery({
    ...trpc.alert.list.queryOptions(),
    refetchInterval: ({ state }) =>
      (state.data ?? []).some(({ deliveries }) => deliveries.some(({ status }) => status === "due"))
        ? askAgainMs
        : false,
  });
  const rows: readonly AlertTargetRow[] = query.data ?? first;
  return (
    <section aria-label="Alerts" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start gap-3">
        <p className="min-w-60 flex-1 text-muted text-sm">
          Orrery learns from ended runs what each step usually takes, costs, how often it fails and which way it goes.
          An alert says when one is other than usual, and when it is as usual again.
        </p>
        <Button variant="primary" onClick={() => setAdding(true)}>
          Add an alert
        </Button>
      </div>
      {rows.length === 0 ? (
        <EmptyState icon={<BellRing aria-hidden size={18} strokeWidth={1.75} />} title="Nobody is told yet">
          Add an address that takes webhooks, or people who get an e‑mail.
        </EmptyState>
      ) : (
        <ul aria-label="Alerts" className="flex flex-col rounded-card border">
          {rows.map((row) => (
            <AlertLine key={row.id} row={row} credentials={credentials} onChanged={query.refetch} />
          ))}
        </ul>
      )}
      {adding && <AlertDialog credentials={credentials} onClose={() => setAdding(false)} onSaved={query.refetch} />}
    </section>
  );
}
