"use client";
import { Button, Field, Switch, TextField, useToast } from "@orrery/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { CopyButton } from "../frame/copy-button.tsx";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

/** Whether assistants and other programs may call the published version as a tool, and under which name. */
export function OfferPanel({ workflowId }: { workflowId: string }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const { data: offer } = useQuery(trpc.mcp.offer.queryOptions({ workflowId }));
  const [typed, setTyped] = useState<string | null>(null);
  const change = useMutation(
    trpc.mcp.setOffer.mutationOptions({
      onSuccess: () => {
        setTyped(null);
        return cache.invalidateQueries(trpc.mcp.offer.queryFilter({ workflowId }));
      },
      onError: (error) => toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" }),
    }),
  );
  if (offer === undefined) return null;
  const { name, suggested, isCallable, base } = offer;
  if (!isCallable && name === null) return null;
  const wanted = typed ?? name ?? "";
  const address = `${base}/mcp`;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== "") change.mutate({ workflowId, name: wanted });
  };
  return (
    <section aria-label="Offered as a tool" className="flex flex-col gap-2 px-4 py-3">
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <p className="font-medium text-sm">Offered as a tool</p>
          <p className="text-dim text-xs">Assistants that have an API key may call the published version (MCP).</p>
        </div>
        <Switch
          checked={name !== null || typed !== null}
          label="Offered as a tool"
          onCheckedChange={(on) => {
            if (on) setTyped(suggested);
            else if (name === null) setTyped(null);
            else change.mutate({ workflowId, name: null });
          }}
        />
      </div>
      {(name !== null || typed !== null) && (
        <form onSubmit={save} className="flex items-end gap-2">
          <Field label="Its name as a tool" hint="Letters, digits, - and _.">
            <TextField
              value={wanted}
              onValueChange={(text) => setTyped(text.replaceAll(/[^A-Za-z0-9_-]+/g, "_"))}
              maxLength={64}
              mono
            />
          </Field>
          {typed !== null && typed !== name && (
            <Button type="submit" variant="primary" disabled={wanted === ""} busy={change.isPending}>
              Offer it
            </Button>
          )}
        </form>
      )}
      {name !== null && !isCallable && (
        <p className="text-waiting text-xs">
          The published version has no Input any more, so nobody can call it. Add one and publish again.
        </p>
      )}
      {name !== null && isCallable && (
        <div className="flex min-w-0 items-center gap-1">
          <code className="min-w-0 flex-1 select-all break-all rounded-chip bg-field px-1.5 py-1 font-mono text-code">
            {address}
          </code>
          <CopyButton name="Copy the address for assistants" text={address} copied="Address copied" />
        </div>
      )}
    </section>
  );
}
