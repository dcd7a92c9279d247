"use client";
import type { NewDocument } from "@orrery/services";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import type { Chunking } from "./chunking-fields.tsx";
import { countWords } from "./memory-words.ts";

/** While numbers are typed. */
const pauseMs = 300;

export type ChunkSource = NewDocument | { readonly documentId: string };

/** The first pieces of a document as it would be cut now; what each says again of the one before is marked. */
export function ChunkPreview({ source, chunking }: { source: ChunkSource; chunking: Chunking }) {
  const trpc = useTRPC();
  const { mutate, data, error, isPending } = useMutation(trpc.memory.previewChunks.mutationOptions());
  const { by, size, overlap } = chunking;
  useEffect(() => {
    const timer = setTimeout(() => mutate({ source, chunking: { by, size, overlap } }), pauseMs);
    return () => clearTimeout(timer);
  }, [mutate, source, by, size, overlap]);
  const pieces = data?.pieces ?? [];
  return (
    <div className="flex flex-col gap-2">
      <p role="status" className="text-muted text-xs">
        {error !== null ? (
          <span className="text-failed">{explainError(error).message}</span>
        ) : data === undefined ? (
          "It is being read and cut."
        ) : (
          <>
            {`${countWords(data.count, "piece")} of ${countWords(data.characters, "character")}.`}
            {data.count > pieces.length && ` The first ${pieces.length}:`}
            {isPending && " Cutting again."}
          </>
        )}
      </p>
      {error === null && pieces.length > 0 && (
        <ol
          aria-label="Pieces"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
          tabIndex={0}
          className="more-below max-h-72 divide-y overflow-auto rounded-card border bg-ground"
        >
          {pieces.map(({ text, heading, again }, i) => (
            <li key={i} className="flex flex-col gap-1 px-3 py-2 text-sm">
              <span className="flex flex-wrap gap-x-2 text-muted text-xs">
                <span className="font-mono">{`${i + 1}.`}</span>
                {heading !== "" && <span className="min-w-0 break-words">{heading}</span>}
                <span className="ml-auto font-mono">{countWords(text.length, "character")}</span>
              </span>
              <p className="whitespace-pre-wrap break-words">
                {again > 0 && (
                  <mark title="The piece before ends with this" className="rounded-chip bg-raised text-muted underline">
                    {text.slice(0, again)}
                  </mark>
                )}
                {text.slice(again)}
              </p>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
