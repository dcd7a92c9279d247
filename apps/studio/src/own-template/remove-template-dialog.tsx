"use client";
import { Button, Dialog } from "@orrery/ui";

export interface RemoveTemplateDialogProps {
  title: string;
  busy: boolean;
  onRemove: () => void;
  onClose: () => void;
}

/** Asks before a template is deleted, which cannot be undone. */
export function RemoveTemplateDialog({ title, busy, onRemove, onClose }: RemoveTemplateDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${title}?`}
      description="Nobody finds it in the gallery any more. Workflows that were made from it stay."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" busy={busy} onClick={onRemove}>
            Delete
          </Button>
        </>
      }
    />
  );
}
