"use client";
import { Button, Dialog, Field, TextField } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

const FORM = "knowledge-form";

/** Makes a knowledge base and opens it. */
export function NewKnowledgeDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [name, setName] = useState("");
  const create = useMutation(
    trpc.memory.createKnowledge.mutationOptions({ onSuccess: ({ id }) => router.push(`/memory/${id}`) }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name !== "" && !create.isPending) create.mutate({ name });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="New knowledge base"
      description="You add files and pages to it in the next step."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={name === ""} busy={create.isPending}>
            Make it
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="flex flex-col gap-3" autoComplete="off">
        <Field
          label="Name"
          hint="Recall names it so. Small letters, digits, - and _."
          error={create.error === null ? undefined : explainError(create.error).message}
        >
          <TextField
            value={name}
            onValueChange={(text) => setName(text.toLowerCase())}
            placeholder="handbook"
            maxLength={64}
            mono
          />
        </Field>
      </form>
    </Dialog>
  );
}
