"use client";
import { Button, Dialog, Field, TextArea } from "@orrery/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

const FORM = "record-form";

export interface RecordDialogProps {
  memoryId: string;
  /** Absent: a new one. */
  record?: { readonly id: string; readonly text: string };
  onClose: () => void;
}

/** Writes a record, or changes its text. */
export function RecordDialog({ memoryId, record, onClose }: RecordDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [text, setText] = useState(record?.text ?? "");
  const write = useMutation(
    trpc.memory.write.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries({ queryKey: trpc.memory.records.queryKey() });
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "" && !write.isPending)
      write.mutate({ memoryId, text, ...(record !== undefined && { id: record.id }) });
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={record === undefined ? "Add a record" : "Edit a record"}
      description="What you write here counts as trusted."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={text.trim() === ""} busy={write.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit}>
        <Field label="Text" error={write.error === null ? undefined : explainError(write.error).message}>
          <TextArea value={text} onValueChange={setText} rows={10} maxLength={65_000} />
        </Field>
      </form>
    </Dialog>
  );
}
