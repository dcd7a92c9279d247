"use client";
import type { Graph, Json } from "@orrery/graph";
import { useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { rememberInput } from "./remembered-input.ts";

export interface NewWorkflow {
  /** What is being opened, to show at its place. */
  readonly key: string;
  readonly load: () => WorkflowContent | Promise<WorkflowContent>;
}

export interface WorkflowContent {
  readonly graph: Graph;
  /** What the form of its first run is filled with. */
  readonly sampleInput?: Json;
}

/** Makes a workflow of a graph and goes to its editor; a failure is told in a message. */
export function useOpenWorkflow() {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [opening, setOpening] = useState<string | null>(null);
  const create = useMutation(trpc.workflow.create.mutationOptions());

  async function open({ key, load }: NewWorkflow) {
    setOpening(key);
    try {
      const { graph, sampleInput } = await load();
      const { id } = await create.mutateAsync({ graph });
      if (sampleInput !== undefined) rememberInput(id, sampleInput);
      router.push(`/workflows/${id}`);
    } catch (error) {
      setOpening(null);
      toast({ title: "The workflow could not be made", detail: explainError(error).message, tone: "failed" });
    }
  }

  return { open, opening };
}
