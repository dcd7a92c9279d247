"use client";
import { Button } from "@orrery/ui";
import { FileUp } from "lucide-react";
import { useMay } from "../access/access-context.tsx";
import { useImportWorkflow } from "./use-import-workflow.tsx";

/** Opens a workflow file as a new workflow; nothing for those who may not draw. */
export function ImportButton() {
  const { choose, busy, parts } = useImportWorkflow();
  if (!useMay("workflow.write")) return null;
  return (
    <>
      {parts}
      <Button busy={busy} icon={<FileUp aria-hidden size={16} strokeWidth={1.75} />} onClick={choose}>
        Import
      </Button>
    </>
  );
}
