"use client";
import type { DocumentStore } from "@orrery/canvas";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { useTRPC } from "../trpc/trpc.ts";

/** What is published of a workflow, asked again once edits have been saved. */
export function usePublished(workflowId: string, document: DocumentStore) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { saveState } = useSyncExternalStore(document.subscribe, document.getState, document.getState);
  const versions = useQuery(trpc.workflow.versions.queryOptions({ id: workflowId }));
  useEffect(() => {
    if (saveState === "saved") void cache.invalidateQueries(trpc.workflow.versions.queryFilter({ id: workflowId }));
  }, [saveState, cache, trpc, workflowId]);
  const publish = useMutation(
    trpc.workflow.publish.mutationOptions({
      onSuccess: () =>
        Promise.all([
          cache.invalidateQueries(trpc.workflow.versions.queryFilter({ id: workflowId })),
          cache.invalidateQueries(trpc.trigger.list.queryFilter({ workflowId })),
          cache.invalidateQueries(trpc.workflow.callable.queryFilter()),
        ]),
    }),
  );
  return { versions: versions.data?.versions ?? null, changes: versions.data?.changes ?? 0, publish };
}

export type Published = ReturnType<typeof usePublished>;

/** How the draft stands to what is published, in words. */
export function publishedWords({ versions, changes }: Pick<Published, "versions" | "changes">): string {
  const [last] = versions ?? [];
  if (versions === null) return "";
  if (last === undefined) return "Not published";
  if (changes === 0) return `Published v${last.number}`;
  return `Published v${last.number} · ${changes} ${changes === 1 ? "change" : "changes"} since`;
}
