"use client";
import type { NewDocument } from "@orrery/services";
import { Button, Dialog, Field, TextField } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { ChunkPreview } from "./chunk-preview.tsx";
import { ChunkingFields, usualChunking } from "./chunking-fields.tsx";
import { FirstDocument } from "./first-document.tsx";

const FORM = "knowledge-form";

/** Makes a knowledge base, with the document by which its cutting was tried, and opens it. */
export function NewKnowledgeDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [name, setName] = useState("");
  const [chunking, setChunking] = useState(usualChunking);
  const [source, setSource] = useState<NewDocument | null>(null);
  const add = useMutation(trpc.memory.addDocuments.mutationOptions());
  const create = useMutation(
    trpc.memory.createKnowledge.mutationOptions({
      onSuccess: async ({ id }) => {
        // Where it cannot be added the base is there all the same, and says on its page what it holds.
        if (source !== null) await add.mutateAsync({ memoryId: id, documents: [source] }).catch(() => undefined);
        router.push(`/memory/${id}`);
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name !== "" && !create.isPending) create.mutate({ name, chunking });
  };
  return (
    <Dialog
      open
      wide
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
      <div className="mt-3">
        <ChunkingFields value={chunking} onValueChange={setChunking}>
          <FirstDocument onChoose={setSource} />
          {source !== null && <ChunkPreview source={source} chunking={chunking} />}
        </ChunkingFields>
      </div>
    </Dialog>
  );
}
