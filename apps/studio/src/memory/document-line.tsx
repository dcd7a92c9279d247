"use client";
import type { DocumentRow } from "@orrery/services";
import { Badge, Button, formatBytes, ProgressBar, useToast } from "@orrery/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { countWords } from "./memory-words.ts";

/** One document: how far it is, and what can be done with it. */
export function DocumentLine({
  document,
  mayWrite,
  onShowPieces,
}: {
  document: DocumentRow;
  mayWrite: boolean;
  onShowPieces: (document: DocumentRow) => void;
}) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const change = useMutation(
    trpc.memory.changeDocument.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: trpc.memory.documents.queryKey() }),
      onError: (error) => toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" }),
    }),
  );
  const { id, name, url, bytes, status, problem, chunks, embedded } = document;
  const isEmbedding = status === "ready" && embedded < chunks;
  return (
    <li className="flex flex-col gap-1.5 px-3 py-2.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-0 flex-1 break-all font-semibold">{name}</span>
        {status === "queued" && <Badge>waits to be read</Badge>}
        {status === "recut" && <Badge>waits to be cut again</Badge>}
        {status === "reading" && <Badge tone="running">being read</Badge>}
        {status === "failed" && <Badge tone="failed">not read</Badge>}
        {status === "ready" && <Badge tone={isEmbedding ? "running" : "done"}>{countWords(chunks, "piece")}</Badge>}
        {bytes > 0 && <span className="font-mono text-code text-muted">{formatBytes(bytes)}</span>}
        {chunks > 0 && (
          <Button size="sm" aria-label={`Show the pieces of ${name}`} onClick={() => onShowPieces(document)}>
            Show
          </Button>
        )}
        {mayWrite && (
          <>
            <Button
              size="sm"
              aria-label={`${url === null ? "Cut again" : "Fetch again"}: ${name}`}
              busy={change.isPending}
              onClick={() => change.mutate({ id, change: "again" })}
            >
              {url === null ? "Cut again" : "Fetch again"}
            </Button>
            <Button
              size="sm"
              variant="danger"
              aria-label={`Remove ${name}`}
              busy={change.isPending}
              onClick={() => change.mutate({ id, change: "remove" })}
            >
              Remove
            </Button>
          </>
        )}
      </div>
      {problem !== null && <p className="break-words text-failed text-sm">{problem}</p>}
      {isEmbedding && <ProgressBar label={`Vectors of ${name}`} value={embedded} max={chunks} tone="running" />}
    </li>
  );
}
