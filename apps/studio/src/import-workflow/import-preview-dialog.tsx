import type { ImportPreview } from "@orrery/services";
import { Button, Dialog } from "@orrery/ui";
import { useOpenWorkflow } from "../new-workflow/use-open-workflow.ts";
import { ImportPreviewFacts } from "./import-preview-facts.tsx";

export interface ImportPreviewDialogProps {
  /** What it was read from, in words. */
  readonly source: string;
  readonly preview: ImportPreview;
  readonly onClose: () => void;
}

/** Shows what a workflow of another tool becomes here before a workflow is made of it. */
export function ImportPreviewDialog({ source, preview, onClose }: ImportPreviewDialogProps) {
  const { open, opening } = useOpenWorkflow();
  return (
    <Dialog
      open
      wide
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Import ${source}`}
      description="This is what it becomes here. Nothing is stored before you import it."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={opening !== null}
            onClick={() => open({ key: "preview", load: () => ({ graph: preview.graph }) })}
          >
            Import
          </Button>
        </>
      }
    >
      <ImportPreviewFacts preview={preview} />
    </Dialog>
  );
}
