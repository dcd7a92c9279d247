"use client";
import { Button, EmptyState, ProgressBar, Spinner, Tabs } from "@orrery/ui";
import { useQuery } from "@tanstack/react-query";
import { Brain } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useMay } from "../access/access-context.tsx";
import { useTRPC } from "../trpc/trpc.ts";
import { DocumentsPart } from "./documents-part.tsx";
import { MemorySettingsDialog } from "./memory-settings-dialog.tsx";
import { countWords, embedderWords, whoseWords } from "./memory-words.ts";
import { RecordsPart } from "./records-part.tsx";
import { SearchPart } from "./search-part.tsx";

const refreshMs = 2_000;

/** One memory or knowledge base: what it holds, and what a question finds in it and why. */
export function OneMemoryScreen({ id }: { id: string }) {
  const trpc = useTRPC();
  const mayWrite = useMay("memory.write");
  const [tab, setTab] = useState<"documents" | "records" | "search" | null>(null);
  const [setting, setSetting] = useState(false);
  const [shown, setShown] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const list = useQuery({ ...trpc.memory.list.queryOptions({ id }), refetchInterval: refreshMs });
  const [memory] = list.data ?? [];
  const isKnowledge = memory?.kind === "knowledge";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <main tabIndex={0} className="more-below min-h-0 flex-1 overflow-auto px-4 py-5 md:px-6">
      <div className="mx-auto max-w-4xl">
        <p className="text-muted text-sm">
          <Link href="/memory" className="underline underline-offset-2">
            All of memory
          </Link>
        </p>
        {memory === undefined ? (
          list.isPending ? (
            <div className="mt-6">
              <Spinner label="Loading" />
            </div>
          ) : (
            <div className="mt-6">
              <h1 className="sr-only">Memory</h1>
              <EmptyState icon={<Brain aria-hidden size={18} strokeWidth={1.75} />} title="There is no such memory">
                It may have been removed.
              </EmptyState>
            </div>
          )
        ) : (
          <>
            <div className="mt-1 flex flex-wrap items-start gap-3">
              <div className="min-w-60 flex-1">
                <h1 className="break-words text-title">{memory.name}</h1>
                <p className="mt-1 break-words text-muted">
                  {isKnowledge ? "A knowledge base" : "A memory"} {whoseWords(memory)}.{" "}
                  {countWords(memory.records, "record")}
                  {memory.unembedded > 0 && `, ${memory.unembedded.toLocaleString("en")} still without a vector`}.
                  Vectors by: {embedderWords(memory.embedder)}. {runsWords(memory.runs)}
                </p>
              </div>
              {mayWrite && <Button onClick={() => setSetting(true)}>Settings</Button>}
            </div>
            {memory.waiting > 0 && (
              <div role="status" className="mt-3 flex flex-col gap-1.5 text-sm">
                {`${countWords(memory.waiting, "document")} of ${memory.documents.toLocaleString("en")} still to be read or cut`}
                <ProgressBar
                  label="Documents read and cut"
                  value={memory.documents - memory.waiting}
                  max={memory.documents}
                />
              </div>
            )}
            {memory.unembedded > 0 && (
              <div className="mt-3">
                <ProgressBar
                  label="Records with a vector"
                  value={memory.records - memory.unembedded}
                  max={memory.records}
                />
              </div>
            )}
            <Tabs
              className="mt-5"
              label={memory.name}
              value={tab ?? (isKnowledge ? "documents" : "records")}
              onValueChange={(next) => {
                setTab(next);
                setShown(null);
              }}
              items={[
                ...(isKnowledge
                  ? [
                      {
                        value: "documents" as const,
                        label: "Documents",
                        count: memory.documents,
                        content: (
                          <DocumentsPart
                            memoryId={id}
                            mayWrite={mayWrite}
                            onShowPieces={(document) => {
                              setShown(document);
                              setTab("records");
                            }}
                          />
                        ),
                      },
                    ]
                  : []),
                {
                  value: "records" as const,
                  label: isKnowledge ? "Pieces" : "Records",
                  count: memory.records,
                  content: (
                    <RecordsPart
                      key={shown?.id ?? "all"}
                      memoryId={id}
                      mayWrite={mayWrite}
                      mayAdd={!isKnowledge}
                      document={shown}
                      onShowAll={() => setShown(null)}
                    />
                  ),
                },
                { value: "search" as const, label: "Try a question", content: <SearchPart memoryId={id} /> },
              ]}
            />
            {setting && <MemorySettingsDialog memory={memory} onClose={() => setSetting(false)} />}
          </>
        )}
      </div>
    </main>
  );
}

function runsWords(runs: string): string {
  if (runs === "write") return "Runs may read and change it.";
  return runs === "read" ? "Runs may read it." : "Runs may not use it.";
}
