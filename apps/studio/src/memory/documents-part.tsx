"use client";
import { Button, EmptyState, Field, Spinner, TextArea, useToast } from "@orrery/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { DocumentLine } from "./document-line.tsx";
import { readBase64 } from "./read-base64.ts";

const busyMs = 1_000;
const calmMs = 10_000;

/** The documents of a knowledge base, and how more come in. */
export function DocumentsPart({
  memoryId,
  mayWrite,
  onShowPieces,
}: {
  memoryId: string;
  mayWrite: boolean;
  onShowPieces: (document: { readonly id: string; readonly name: string }) => void;
}) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const inputId = useId();
  const [pages, setPages] = useState("");
  const list = useQuery({
    ...trpc.memory.documents.queryOptions({ memoryId }),
    refetchInterval: ({ state }) =>
      state.data?.some(({ status, chunks, embedded }) => !["ready", "failed"].includes(status) || embedded < chunks)
        ? busyMs
        : calmMs,
  });
  const add = useMutation(
    trpc.memory.addDocuments.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: trpc.memory.documents.queryKey() }),
      onError: (error) => toast({ title: "Nothing was added", detail: explainError(error).message, tone: "failed" }),
    }),
  );
  const addFiles = async (files: FileList | null) => {
    // One at a time: together they might be too much for one request.
    for (const file of files ?? []) {
      const base64 = await readBase64(file);
      await add
        .mutateAsync({ memoryId, documents: [{ name: file.name, mediaType: file.type, base64 }] })
        .catch(() => undefined);
    }
  };
  const addPages = (event: FormEvent) => {
    event.preventDefault();
    const urls = pages.split(/\s+/).filter((url) => url !== "");
    if (urls.length > 0)
      add.mutate({ memoryId, documents: urls.map((url) => ({ url })) }, { onSuccess: () => setPages("") });
  };
  return (
    <div className="flex flex-col gap-4 py-3">
      {mayWrite && (
        <div className="grid gap-4 md:grid-cols-2">
          <div className="flex flex-col gap-1.5">
            <label htmlFor={inputId} className="text-muted text-xs">
              Files: text, Markdown, HTML, CSV, PDF or Word, at most 8 MB each
            </label>
            <input
              id={inputId}
              type="file"
              multiple
              disabled={add.isPending}
              accept=".txt,.md,.markdown,.html,.htm,.csv,.pdf,.docx,text/*"
              className="rounded-control border p-2 text-sm"
              onChange={(event) => {
                const { currentTarget } = event;
                void addFiles(currentTarget.files).finally(() => {
                  currentTarget.value = "";
                });
              }}
            />
          </div>
          <form onSubmit={addPages} className="flex flex-col gap-2">
            <Field label="Pages" hint="Addresses, one a line.">
              <TextArea value={pages} onValueChange={setPages} rows={2} mono placeholder="https://example.org/guide" />
            </Field>
            <div>
              <Button type="submit" disabled={pages.trim() === ""} busy={add.isPending}>
                Add pages
              </Button>
            </div>
          </form>
        </div>
      )}
      {list.isPending ? (
        <Spinner label="Loading" />
      ) : (list.data ?? []).length === 0 ? (
        <EmptyState icon={<FileText aria-hidden size={18} strokeWidth={1.75} />} title="No documents yet">
          Add files or pages: they are cut into pieces that Recall finds.
        </EmptyState>
      ) : (
        <ul aria-label="Documents" className="divide-y overflow-hidden rounded-card border bg-panel">
          {(list.data ?? []).map((document) => (
            <DocumentLine key={document.id} document={document} mayWrite={mayWrite} onShowPieces={onShowPieces} />
          ))}
        </ul>
      )}
    </div>
  );
}
