"use client";
import { ShieldCheck } from "lucide-react";
import { boundsWords } from "./bounds-words.ts";
import { useCompileState } from "./use-stores.ts";

/** What a run of the document can come to at most. */
export function BoundsLine() {
  const compiled = useCompileState();
  if (!compiled) return null;
  const words = boundsWords(compiled.result);
  return (
    <footer className="flex h-10 shrink-0 items-center gap-2 border-t px-3.5 text-xs">
      <ShieldCheck aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-dim" />
      <span className="min-w-0 flex-1 truncate text-muted">
        {words
          ? words.most
          : compiled.errors === 1
            ? "1 error to mend before it can run"
            : `${compiled.errors} errors to mend before it can run`}
      </span>
      {words && <span className="shrink-0 text-dim">{words.writes}</span>}
    </footer>
  );
}
