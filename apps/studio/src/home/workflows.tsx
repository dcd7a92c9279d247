"use client";
import type { WorkflowRow } from "@orrery/services";
import { Button, type NodeCategory, useToast } from "@orrery/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LazyStartDialog } from "../start/lazy-start-dialog.tsx";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { WorkflowCard } from "../workflow-list/workflow-card.tsx";

export interface WorkflowsProps {
  workflows: readonly WorkflowRow[];
  categories: Readonly<Record<string, NodeCategory>>;
  /** How to show the next hundred; null when all are shown. */
  more: { busy: boolean; show: () => void } | null;
}

/** All workflows, edited last first. A deleted one can be brought back from the message that tells it. */
export function Workflows({ workflows, categories, more }: WorkflowsProps) {
  const trpc = useTRPC();
  const toast = useToast();
  const [starting, setStarting] = useState<WorkflowRow | null>(null);
  const queries = useQueryClient();
  const remove = useMutation(trpc.workflow.remove.mutationOptions());
  const restore = useMutation(trpc.workflow.restore.mutationOptions());
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.workflow.list.pathKey() });

  async function bringBack(id: string) {
    try {
      await restore.mutateAsync({ id });
      await refresh();
    } catch (error) {
      toast({ title: "It could not be brought back", detail: explainError(error).message, tone: "failed" });
    }
  }

  async function take(workflow: WorkflowRow) {
    try {
      await remove.mutateAsync({ id: workflow.id });
      await refresh();
      toast({
        title: `${workflow.name || "The workflow"} was deleted`,
        detail: "Its runs stay.",
        action: { label: "Bring it back", onSelect: () => void bringBack(workflow.id) },
      });
    } catch (error) {
      toast({ title: "It could not be deleted", detail: explainError(error).message, tone: "failed" });
    }
  }

  return (
    <section aria-labelledby="workflows" className="min-w-0">
      <h1 id="workflows" className="mb-3 text-title">
        Workflows
      </h1>
      <ul aria-label="Workflows" className="grid grid-cols-[repeat(auto-fill,minmax(min(16rem,100%),1fr))] gap-4">
        {workflows.map((workflow) => (
          <WorkflowCard
            key={workflow.id}
            workflow={workflow}
            categories={categories}
            onStart={() => setStarting(workflow)}
            onRemove={() => void take(workflow)}
          />
        ))}
      </ul>
      {more && (
        <div className="mt-4 flex justify-center">
          <Button busy={more.busy} onClick={more.show}>
            Show more
          </Button>
        </div>
      )}
      {starting && (
        <LazyStartDialog
          workflowId={starting.id}
          name={starting.name || "Without a name"}
          onClose={() => setStarting(null)}
        />
      )}
    </section>
  );
}
