"use client";
import type { LocalModels as Found, ProviderRow } from "@orrery/services";
import { Button, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

/** Model servers of this machine, looked for when asked to, and added with one press. */
export function LocalModels({ providers }: { providers: readonly Pick<ProviderRow, "handle" | "baseUrl">[] }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const onError = (error: unknown) =>
    toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" });
  const look = useMutation(trpc.models.findLocal.mutationOptions({ onError }));
  const add = useMutation(trpc.models.addProvider.mutationOptions({ onError, onSuccess: () => router.refresh() }));
  return (
    <div className="flex flex-col items-start gap-2">
      <Button size="sm" busy={look.isPending} onClick={() => look.mutate()}>
        Look for local models
      </Button>
      {look.data !== undefined && (
        <ul aria-label="Models of this machine" className="w-full rounded-card border">
          {look.data.map((found) => (
            <li key={found.name} className="flex flex-wrap items-center gap-3 border-b px-4 py-2.5 last:border-b-0">
              <div className="min-w-48 flex-1">
                <p className="font-mono text-code">{found.name}</p>
                <p className="break-all text-dim text-xs">{words(found)}</p>
              </div>
              {found.models !== null && found.models.length > 0 && (
                <Button
                  size="sm"
                  aria-label={`Add ${found.name}`}
                  disabled={providers.some(({ handle, baseUrl }) => handle === found.name || baseUrl === found.baseUrl)}
                  busy={add.isPending}
                  onClick={() =>
                    add.mutate({
                      handle: found.name,
                      kind: "openai-compatible",
                      baseUrl: found.baseUrl,
                      models: [...(found.models ?? [])],
                    })
                  }
                >
                  Add
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function words({ baseUrl, isAllowed, models }: Found): string {
  const { host } = new URL(baseUrl);
  if (!isAllowed) return `${host} was not asked: allow it with ORRERY_ALLOW_PRIVATE_HOSTS=${host}, and start again.`;
  if (models === null) return `${host} does not answer as a model server.`;
  return models.length === 0 ? `${host} answers, and has no models.` : `${host} · ${models.join(", ")}`;
}
