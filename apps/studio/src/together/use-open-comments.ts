"use client";
import type { CommentsHost } from "@orrery/canvas";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useMay } from "../access/access-context.tsx";
import { useLive } from "../live/live-provider.tsx";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC, useTRPCClient } from "../trpc/trpc.ts";

/** What people say about this workflow, as they say it; null until it is read. */
export function useOpenComments(workflowId: string): CommentsHost | null {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const mayWrite = useMay("comment.write");
  const mayClear = useMay("workflow.write");
  const { data: threads } = useQuery({ ...trpc.comment.list.queryOptions({ workflowId }), retry: false });
  useLive({ kind: "comments", id: workflowId }, () => {
    void queries.invalidateQueries(trpc.comment.list.queryFilter({ workflowId }));
  });
  return useMemo(() => {
    if (threads === undefined) return null;
    const make = async (work: Promise<unknown>): Promise<void> => {
      try {
        await work;
      } catch (error) {
        throw new Error(explainError(error).message);
      }
      await queries.invalidateQueries(trpc.comment.list.queryFilter({ workflowId }));
    };
    return {
      ...{ threads, mayWrite, mayClear },
      add: (comment) => make(client.comment.add.mutate({ workflowId, ...comment })),
      edit: (id, text) => make(client.comment.edit.mutate({ id, text })),
      remove: (id) => make(client.comment.remove.mutate({ id })),
      resolve: (id, resolved) => make(client.comment.resolve.mutate({ id, resolved })),
    };
  }, [threads, mayWrite, mayClear, client, queries, trpc, workflowId]);
}
