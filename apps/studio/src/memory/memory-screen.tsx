"use client";
import type { MemoryRow } from "@orrery/services";
import { Button, EmptyState, RelativeTime, TextField } from "@orrery/ui";
import { useQuery } from "@tanstack/react-query";
import { BookOpenText, Brain } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useMay } from "../access/access-context.tsx";
import { useTRPC } from "../trpc/trpc.ts";
import { ForgetPersonDialog } from "./forget-person-dialog.tsx";
import { countWords, embedderWords, vectorSearchWords, whoseWords } from "./memory-words.ts";
import { NewKnowledgeDialog } from "./new-knowledge-dialog.tsx";

const refreshMs = 5_000;

/** What runs remember, and the documents that they may look things up in. */
export function MemoryScreen({ memories: first }: { memories: readonly MemoryRow[] }) {
  const trpc = useTRPC();
  const mayWrite = useMay("memory.write");
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState<"knowledge" | "person" | null>(null);
  const vectors = useQuery(trpc.memory.vectorSearch.queryOptions());
  const found = useQuery({ ...trpc.memory.list.queryOptions({ query }), refetchInterval: refreshMs });
  const memories = found.data ?? (query === "" ? first : []);
  const knowledge = memories.filter(({ kind }) => kind === "knowledge");
  const others = memories.filter(({ kind }) => kind === "memory");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <main tabIndex={0} className="more-below min-h-0 flex-1 overflow-auto px-4 py-5 md:px-6">
      <div className="mx-auto max-w-4xl">
        <div className="flex flex-wrap items-start gap-3">
          <div className="min-w-60 flex-1">
            <h1 className="text-title">Memory</h1>
            <p className="mt-1 text-muted">
              What runs remember, and documents that they look things up in. The steps Remember, Recall and Forget use
              it.
            </p>
          </div>
          {mayWrite && (
            <div className="flex flex-wrap gap-2">
              <Button onClick={() => setOpen("person")}>Forget a person</Button>
              <Button variant="primary" onClick={() => setOpen("knowledge")}>
                New knowledge base
              </Button>
            </div>
          )}
        </div>
        <TextField
          className="mt-4 max-w-sm"
          label="Find a memory"
          placeholder="Find by name or person"
          value={query}
          onValueChange={setQuery}
        />
        <section className="mt-6" aria-label="Knowledge bases">
          <h2 className="mb-2 font-semibold text-md">Knowledge bases</h2>
          {knowledge.length > 0 ? (
            <MemoryList label="Knowledge bases" rows={knowledge} />
          ) : (
            <EmptyState icon={<BookOpenText aria-hidden size={18} strokeWidth={1.75} />} title="No knowledge base yet">
              Make one and add files or pages: Recall then answers from them.
            </EmptyState>
          )}
        </section>
        <section className="mt-6" aria-label="Memories">
          <h2 className="mb-2 font-semibold text-md">Memories</h2>
          {others.length > 0 ? (
            <MemoryList label="Memories" rows={others} />
          ) : (
            <EmptyState icon={<Brain aria-hidden size={18} strokeWidth={1.75} />} title="Nothing is remembered yet">
              Put a Remember step into a workflow and run it.
            </EmptyState>
          )}
        </section>
        {vectors.data != null && (
          <p className="mt-6 border-t pt-3 text-muted text-xs">{vectorSearchWords(vectors.data)}</p>
        )}
      </div>
      {open === "knowledge" && <NewKnowledgeDialog onClose={() => setOpen(null)} />}
      {open === "person" && <ForgetPersonDialog onClose={() => setOpen(null)} />}
    </main>
  );
}

function MemoryList({ label, rows }: { label: string; rows: readonly MemoryRow[] }) {
  return (
    <ul aria-label={label} className="divide-y overflow-hidden rounded-card border bg-panel">
      {rows.map((row) => (
        <li key={row.id}>
          <Link
            href={`/memory/${row.id}`}
            className="-outline-offset-2 flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 py-2.5 hover:bg-raised"
          >
            <span className="min-w-0 break-words font-semibold">{row.name}</span>
            <span className="min-w-0 flex-1 break-words text-muted text-sm">{whoseWords(row)}</span>
            <span className="font-mono text-code text-muted">
              {row.kind === "knowledge" && `${countWords(row.documents, "document")}, `}
              {countWords(row.records, "record")}
            </span>
            <span className="w-full text-muted text-xs md:w-auto">
              {row.changedAt === null ? "empty" : <RelativeTime at={row.changedAt} />} · {embedderWords(row.embedder)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
