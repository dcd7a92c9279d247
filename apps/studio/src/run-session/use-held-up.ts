"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../trpc/trpc.ts";

const askAgainMs = 2_000;

/** Why a run does not go on although it could, asked again every two seconds; null where nothing holds it up. */
export function useHeldUp(
  runId: string,
  { first, isAsked }: { first: string | null; isAsked: boolean },
): string | null {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.run.heldUp.queryOptions({ id: runId }),
    enabled: isAsked,
    refetchInterval: askAgainMs,
  });
  if (!isAsked) return null;
  return query.data === undefined ? first : query.data;
}
