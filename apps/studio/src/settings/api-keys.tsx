"use client";
import type { ApiKeyRow } from "@orrery/services";
import { Button, Dialog, RelativeTime, TextField, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { CopyButton } from "../frame/copy-button.tsx";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

export interface ApiKeysProps {
  keys: readonly ApiKeyRow[];
  executorUrl: string;
}

/** The keys by which programs start and follow runs of this workspace's published workflows. */
export function ApiKeys({ keys, executorUrl }: ApiKeysProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [name, setName] = useState("");
  const [revoking, setRevoking] = useState<ApiKeyRow | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const onError = (error: unknown) =>
    toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" });
  const create = useMutation(
    trpc.key.create.mutationOptions({
      onError,
      onSuccess: ({ key }) => {
        setMade(key);
        setName("");
        router.refresh();
      },
    }),
  );
  const revoke = useMutation(trpc.key.revoke.mutationOptions({ onError, onSuccess: () => router.refresh() }));
  return (
    <section aria-labelledby="api-keys" className="flex flex-col gap-3">
      <div>
        <h2 id="api-keys" className="font-semibold text-md">
          API keys
        </h2>
        <p className="text-muted text-sm">
          A program with a key starts runs of published workflows, reads their output and stops them. The interface is
          described at{" "}
          <a href={`${executorUrl}/api/v1/openapi.json`} className="break-all underline hover:text-ink">
            {executorUrl}/api/v1/openapi.json
          </a>
          .
        </p>
      </div>
      <form
        className="flex flex-wrap gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") create.mutate({ name: name.trim() });
        }}
      >
        <div className="min-w-48 flex-1">
          <TextField label="What the key is for" placeholder="What is it for?" value={name} onValueChange={setName} />
        </div>
        <Button type="submit" variant="primary" busy={create.isPending} disabled={name.trim() === ""}>
          Make a key
        </Button>
      </form>
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
            <li key={key.id} className="flex items-center gap-3 border-b px-4 py-2.5 last:border-b-0">
              <div className="min-w-0 flex-1">
                <p className="truncate text-sm">
                  <bdi>{key.name}</bdi>
                </p>
                <p className="text-dim text-xs">
                  <span className="font-mono text-code">…{key.hint}</span> · made <RelativeTime at={key.createdAt} />
                  {key.lastUsedAt !== null && (
                    <>
                      {" "}
                      · used <RelativeTime at={key.lastUsedAt} />
                    </>
                  )}
                </p>
              </div>
              <Button size="sm" variant="danger" aria-label={`Revoke ${key.name}`} onClick={() => setRevoking(key)}>
                Revoke
              </Button>
            </li>
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
