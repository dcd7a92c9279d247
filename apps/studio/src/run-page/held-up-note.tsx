"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleDashed } from "lucide-react";
import { useTRPC } from "../trpc/trpc.ts";

const askAgainMs = 2_000;

/** One line over a run that could go on and waits for a place or for an executor, and for which. */
export function HeldUpNote({ runId, first }: { runId: string; first: string | null }) {
  const trpc = useTRPC();
  const query = useQuery({ ...trpc.run.heldUp.queryOptions({ id: runId }), refetchInterval: askAgainMs });
  const why = query.data === undefined ? first : query.data;
  if (why === null) return null;
  return (
    <p role="status" className="flex shrink-0 items-start gap-2 border-b bg-panel px-3 py-1.5 text-muted text-xs">
      <CircleDashed aria-hidden size={14} strokeWidth={1.75} className="mt-px shrink-0" />
      <span className="min-w-0 break-words">
        {why}.{" "}
        <a href="/fleet" className="underline hover:text-ink">
          See the fleet
        </a>
      </span>
    </p>
  );
}
