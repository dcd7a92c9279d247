"use client";
import { Button, Menu } from "@orrery/ui";
import { FileUp, Globe } from "lucide-react";
import { useMay } from "../access/access-context.tsx";
import { useImportWorkflow } from "./use-import-workflow.tsx";

const ICON = { "aria-hidden": true, strokeWidth: 1.75 } as const;

/** Opens a workflow file, from here or from an address, as a new workflow; nothing for those who may not draw. */
export function ImportButton() {
  const { choose, askAddress, busy, parts } = useImportWorkflow();
  if (!useMay("workflow.write")) return null;
  return (
    <>
      {parts}
      <Menu
        label="Import"
        trigger={
          <Button busy={busy} icon={<FileUp {...ICON} size={16} />}>
            Import
          </Button>
        }
        items={[
          { label: "From a file", icon: <FileUp {...ICON} size={14} />, onSelect: choose },
          { label: "From a web address", icon: <Globe {...ICON} size={14} />, onSelect: askAddress },
        ]}
      />
    </>
  );
}
