"use client";
import type { ApiKeyRow, Role } from "@orrery/services";
import { Button, Dialog, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { CopyButton } from "../frame/copy-button.tsx";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { ApiKeyLine } from "./api-key-line.tsx";
import { NewKeyForm } from "./new-key-form.tsx";

export interface ApiKeysProps {
  keys: readonly ApiKeyRow[];
  executorUrl: string;
  role: Role;
}

/** The keys by which programs work in this workspace, within their scopes. */
export function ApiKeys({ keys, executorUrl, role }: ApiKeysProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [revoking, setRevoking] = useState<ApiKeyRow | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const onError = (error: unknown) =>
    toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" });
  const revoke = useMutation(trpc.key.revoke.mutationOptions({ onError, onSuccess: () => router.refresh() }));
  return (
    <section aria-labelledby="api-keys" className="flex flex-col gap-3">
      <div>
        <h2 id="api-keys" className="font-semibold text-md">
          API keys
        </h2>
        <p className="text-muted text-sm">
          A program with a key does what its scopes allow, and never more than you may. The interface is described at{" "}
          <a href={`${executorUrl}/api/v1/openapi.json`} className="break-all underline hover:text-ink">
            {executorUrl}/api/v1/openapi.json
          </a>
          .
        </p>
      </div>
      <NewKeyForm
        role={role}
        onMade={(key) => {
          setMade(key);
          router.refresh();
        }}
      />
      {made !== null && (
        <div role="status" className="rounded-card border border-done/40 p-3">
          <p className="text-sm">Copy the key now: it is shown this once.</p>
          <div className="mt-1 flex items-start gap-2">
            <code className="min-w-0 flex-1 select-all break-all font-mono text-code">{made}</code>
            <CopyButton name="Copy the key" text={made} copied="The key is copied" />
          </div>
        </div>
      )}
      {keys.length === 0 ? (
        <p className="rounded-card border border-dashed px-4 py-6 text-center text-muted text-sm">
          There are no keys yet.
        </p>
      ) : (
        <ul aria-label="API keys" className="flex flex-col rounded-card border">
          {keys.map((key) => (
            <ApiKeyLine key={key.id} row={key} onRevoke={() => setRevoking(key)} />
          ))}
        </ul>
      )}
      {revoking && (
        <Dialog
          open
          onOpenChange={(open) => !open && setRevoking(null)}
          title="Revoke this key?"
          description={
            <>
              Programs that use <bdi>{revoking.name}</bdi> are refused from then on. It cannot be brought back.
            </>
          }
          actions={
            <>
              <Button onClick={() => setRevoking(null)}>Keep it</Button>
              <Button
                variant="danger"
                busy={revoke.isPending}
                onClick={() => revoke.mutate({ id: revoking.id }, { onSettled: () => setRevoking(null) })}
              >
                Revoke
              </Button>
            </>
          }
        />
      )}
    </section>
  );
}
