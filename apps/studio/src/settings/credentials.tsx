"use client";
import type { CredentialRow } from "@orrery/services";
import { Button, EmptyState } from "@orrery/ui";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { CredentialDialog } from "./credential-dialog.tsx";
import { CredentialLine } from "./credential-line.tsx";

export interface CredentialsProps {
  rows: readonly CredentialRow[];
  canChange: boolean;
}

/** The credentials of the workspace: their names, where they may go and what uses them; never their values. */
export function Credentials({ rows, canChange }: CredentialsProps) {
  const [adding, setAdding] = useState(false);
  return (
    <section aria-label="Credentials" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start gap-3">
        <p className="min-w-60 flex-1 text-muted text-sm">
          A step names a credential; its value is put in as the request leaves, for the hosts you allow, and hidden from
          everything that is kept. Nobody can read it again, not even you.
        </p>
        {canChange && (
          <Button variant="primary" onClick={() => setAdding(true)}>
            Add a credential
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <EmptyState icon={<KeyRound aria-hidden size={18} strokeWidth={1.75} />} title="No credentials yet">
          Add one for a service that your requests or models need a key for.
        </EmptyState>
      ) : (
        <ul aria-label="Credentials" className="flex flex-col rounded-card border">
          {rows.map((row) => (
            <CredentialLine key={row.id} row={row} canChange={canChange} />
          ))}
        </ul>
      )}
      {adding && <CredentialDialog onClose={() => setAdding(false)} />}
    </section>
  );
}
