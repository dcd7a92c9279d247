"use client";
import type { Graph } from "@orrery/graph";
import { Button } from "@orrery/ui";
import { Plus } from "lucide-react";
import { useMay } from "../access/access-context.tsx";
import { useOpenWorkflow } from "./use-open-workflow.ts";

/** Makes an empty workflow and opens it; nothing for those who may not draw. */
export function NewWorkflowButton({ blank }: { blank: Graph }) {
  const { open, opening } = useOpenWorkflow();
  if (!useMay("workflow.write")) return null;
  return (
    <Button
      variant="primary"
      busy={opening !== null}
      icon={<Plus aria-hidden size={16} strokeWidth={1.75} />}
      onClick={() => open({ key: "blank", load: () => ({ graph: blank }) })}
    >
      New workflow
    </Button>
  );
}
