"use client";
import type { DocumentRow, MemoryRow } from "@orrery/services";
import { Button, Dialog, Field, Select, TextField } from "@orrery/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useMemo, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { ChunkPreview } from "./chunk-preview.tsx";
import { type Chunking, ChunkingFields } from "./chunking-fields.tsx";
import { countWords } from "./memory-words.ts";

const FORM = "memory-settings-form";
const dayMs = 24 * 60 * 60 * 1000;
const RUNS = [
  { value: "write", label: "Read and change it" },
  { value: "read", label: "Only read it" },
  { value: "none", label: "Not use it" },
] as const;

/** What runs may do with a memory, how long and how much it holds, who makes its vectors, how documents are cut; its removal. */
export function MemorySettingsDialog({ memory, onClose }: { memory: MemoryRow; onClose: () => void }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const [runs, setRuns] = useState(RUNS.find(({ value }) => value === memory.runs)?.value ?? "none");
  const [days, setDays] = useState(memory.ttlMs === null ? "" : String(memory.ttlMs / dayMs));
  const [most, setMost] = useState(String(memory.maxRecords));
  const [embedder, setEmbedder] = useState(memory.embedder);
  const [chunking, setChunking] = useState(memory.chunking);
  const isCutAnew = chunking !== null && !isSame(chunking, memory.chunking);
  const renew = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: trpc.memory.list.queryKey() }),
      cache.invalidateQueries({ queryKey: trpc.memory.documents.queryKey() }),
    ]);
  const set = useMutation(
    trpc.memory.set.mutationOptions({
      onSuccess: async () => {
        await renew();
        onClose();
      },
    }),
  );
  const remove = useMutation(trpc.memory.remove.mutationOptions({ onSuccess: () => router.push("/memory") }));
  const ttlMs = days.trim() === "" ? null : Math.round(Number(days) * dayMs);
  const maxRecords = Number(most);
  const isComplete =
    Number.isInteger(maxRecords) && maxRecords > 0 && (ttlMs === null || ttlMs > 0) && embedder.trim() !== "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete && !set.isPending)
      set.mutate({
        id: memory.id,
        runs,
        ttlMs,
        maxRecords,
        embedder: embedder.trim(),
        ...(isCutAnew && { chunking }),
      });
  };
  const error = set.error ?? remove.error;
  return (
    <Dialog
      open
      wide={chunking !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Settings of ${memory.name}`}
      actions={
        <>
          <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate({ id: memory.id })}>
            Remove all of it
          </Button>
          <span className="flex-1" />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={!isComplete} busy={set.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="flex flex-col gap-3" autoComplete="off">
        <Field label="Runs may">
          <Select
            value={runs}
            onValueChange={setRuns}
            options={memory.kind === "knowledge" ? RUNS.filter(({ value }) => value !== "write") : RUNS}
          />
        </Field>
        {memory.kind === "memory" && (
          <Field label="Keep records for" hint="In days. Left empty, they are kept until they are forgotten.">
            <TextField value={days} onValueChange={setDays} inputMode="decimal" mono />
          </Field>
        )}
        <Field label="Most records">
          <TextField value={most} onValueChange={setMost} inputMode="numeric" mono />
        </Field>
        <Field
          label="Vectors by"
          hint="offline needs nothing and compares shared words only. Or an embedding model from Settings › Models, as provider/model: all vectors are then made again."
          error={error === null ? undefined : explainError(error).message}
        >
          <TextField value={embedder} onValueChange={setEmbedder} maxLength={200} mono />
        </Field>
        {embedder.trim() !== memory.embedder && memory.records > 0 && (
          <p className="text-sm">{`Vectors of ${countWords(memory.records, "record")} are made again. Until then these are found by their words.`}</p>
        )}
        {chunking !== null && (
          <ChunkingFields value={chunking} onValueChange={setChunking}>
            {isCutAnew && memory.documents > 0 && (
              <p className="text-sm">
                {`Saving cuts ${memory.documents === 1 ? "its document" : `all ${countWords(memory.documents, "document")}`} again and makes the vectors of all pieces again. Edits of pieces are lost. Until a document is done, its old pieces are found.`}
              </p>
            )}
            <CutSample memoryId={memory.id} chunking={chunking} />
          </ChunkingFields>
        )}
      </form>
    </Dialog>
  );
}

/** How one of the documents would be cut. */
function CutSample({ memoryId, chunking }: { memoryId: string; chunking: Chunking }) {
  const trpc = useTRPC();
  const list = useQuery(trpc.memory.documents.queryOptions({ memoryId }));
  const [chosen, setChosen] = useState<string | null>(null);
  const documents = (list.data ?? []).filter(isRead);
  const id = chosen ?? documents[0]?.id;
  const source = useMemo(() => (id === undefined ? null : { documentId: id }), [id]);
  if (source === null) return <p className="text-muted text-xs">There is no document yet to try it on.</p>;
  return (
    <>
      <Field label="Try it on">
        <Select
          value={source.documentId}
          onValueChange={setChosen}
          options={documents.map((document) => ({ value: document.id, label: document.name }))}
        />
      </Field>
      <ChunkPreview source={source} chunking={chunking} />
    </>
  );
}

function isRead({ status, chunks }: DocumentRow): boolean {
  return status === "ready" || chunks > 0;
}

function isSame(a: Chunking, b: Chunking | null): boolean {
  return b !== null && a.by === b.by && a.size === b.size && a.overlap === b.overlap;
}
