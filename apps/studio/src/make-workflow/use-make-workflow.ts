"use client";
import type { MakeWorkflow } from "@orrery/canvas";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC, useTRPCClient } from "../trpc/trpc.ts";

/** Stores a drawing as a workflow, publishes it, and lets the editors know that it can be called. */
export function useMakeWorkflow(): MakeWorkflow {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const cache = useQueryClient();
  return useCallback(
    async (child) => {
      const { id } = await client.workflow.create.mutate({ graph: child }).catch((error: unknown) => {
        throw new Error(`It was not made. ${explainError(error).message}`);
      });
      const note = "Made of nodes of another workflow";
      const { number } = await client.workflow.publish.mutate({ id, note }).catch((error: unknown) => {
        throw new Error(`“${child.name}” was made, but not published. ${explainError(error).message}`);
      });
      await cache.invalidateQueries(trpc.workflow.callable.queryFilter());
      return { workflowId: id, version: number };
    },
    [client, trpc, cache],
  );
}
