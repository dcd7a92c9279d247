"use client";
import { Badge, Button, TextField } from "@orrery/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { comparedWords, embedderWords, foundWords } from "./memory-words.ts";

/** What Recall would find for a question, and why. */
export function SearchPart({ memoryId }: { memoryId: string }) {
  const trpc = useTRPC();
  const [text, setText] = useState("");
  const [query, setQuery] = useState("");
  const found = useQuery({
    ...trpc.memory.search.queryOptions({ memoryId, query }),
    enabled: query !== "",
    placeholderData: keepPreviousData,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setQuery(text.trim());
  };
  return (
    <div className="flex flex-col gap-3 py-3">
      <form onSubmit={submit} className="flex flex-wrap gap-2">
        <div className="min-w-0 flex-1">
          <TextField label="Question" value={text} onValueChange={setText} placeholder="What do you want to know?" />
        </div>
        <Button type="submit" variant="primary" disabled={text.trim() === ""} busy={found.isFetching}>
          Find
        </Button>
      </form>
      <div aria-live="polite">
        {found.error !== null && <p className="text-failed">{explainError(found.error).message}</p>}
        {found.data !== undefined && query !== "" && (
          <p className="text-muted text-sm">
            {found.data.hits.length === 0 ? "Nothing was found." : `${found.data.hits.length} found, the best first.`}{" "}
            Vectors by: {embedderWords(found.data.embedder)}, {comparedWords(found.data.compared)}.
          </p>
        )}
      </div>
      {found.data !== undefined && found.data.hits.length > 0 && query !== "" && (
        <ol aria-label="Found" className="divide-y overflow-hidden rounded-card border bg-panel">
          {found.data.hits.map((hit, i) => (
            <li key={hit.id} className="flex flex-col gap-1.5 px-3 py-2.5">
              <p className="line-clamp-6 whitespace-pre-wrap break-words">{hit.text}</p>
              <p className="flex flex-wrap gap-1.5 text-muted text-xs">
                <span>{`${i + 1}.`}</span>
                {hit.document !== null && <span className="break-all">{hit.document.name}</span>}
                {foundWords(hit.found).map((words) => (
                  <Badge key={words}>{words}</Badge>
                ))}
              </p>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
