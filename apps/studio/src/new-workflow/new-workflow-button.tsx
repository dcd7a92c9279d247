"use client";
import type { Graph } from "@orrery/graph";
import { Button } from "@orrery/ui";
import { Plus } from "lucide-react";
import { useOpenWorkflow } from "./use-open-workflow.ts";

/** Makes an empty workflow and opens it. */
export function NewWorkflowButton({ blank }: { blank: Graph }) {
  const { open, opening } = useOpenWorkflow();
  return (
    <Button
      variant="primary"
      busy={opening !== null}
      icon={<Plus aria-hidden size={16} strokeWidth={1.75} />}
      onClick={() => open({ key: "blank", graph: blank })}
    >
      New workflow
    </Button>
  );
}
