"use client";
import { Button } from "@orrery/ui";
import { FileUp } from "lucide-react";
import { useImportWorkflow } from "./use-import-workflow.tsx";

/** Opens a workflow file as a new workflow. */
export function ImportButton() {
  const { choose, busy, parts } = useImportWorkflow();
  return (
    <>
      {parts}
      <Button busy={busy} icon={<FileUp aria-hidden size={16} strokeWidth={1.75} />} onClick={choose}>
        Import
      </Button>
    </>
  );
}
