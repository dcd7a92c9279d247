"use client";
import { Button, Dialog, Field, TextField } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useOpenWorkflow } from "../new-workflow/use-open-workflow.ts";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { DiagnosticList } from "./diagnostic-list.tsx";
import { ImportPreviewFacts } from "./import-preview-facts.tsx";

const FORM = "import-address-form";

/** Fetches a workflow file from an address, shows what it is and what is wrong with it, and only then makes a workflow of it. */
export function ImportAddressDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const [url, setUrl] = useState("");
  const { open, opening } = useOpenWorkflow();
  const preview = useMutation(trpc.template.previewImport.mutationOptions());
  const refusal = preview.error ? explainError(preview.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (url.trim() !== "" && !preview.isPending) preview.mutate({ url: url.trim() });
  };
  const found = preview.data;
  return (
    <Dialog
      open
      wide
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Import from a web address"
      description="Orrery fetches the file and shows what it is. Nothing is stored before you import it."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {found ? (
            <Button
              variant="primary"
              busy={opening !== null}
              onClick={() => open({ key: "address", load: () => ({ graph: found.graph }) })}
            >
              Import
            </Button>
          ) : (
            <Button type="submit" form={FORM} variant="primary" disabled={url.trim() === ""} busy={preview.isPending}>
              Look at it
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <form id={FORM} onSubmit={submit} autoComplete="off">
          <Field
            label="Address of the file"
            hint="A workflow that somebody exported, from Orrery, n8n, Flowise, Dify or Langflow, or a link to import from a shared page."
            {...(refusal && { error: `${refusal.message} Nothing was stored.` })}
          >
            <TextField
              value={url}
              onValueChange={(text) => {
                setUrl(text);
                preview.reset();
              }}
              placeholder="https://example.org/triage.graph.json"
              maxLength={2_000}
              inputMode="url"
              mono
            />
          </Field>
        </form>
        {refusal && refusal.diagnostics.length > 0 && <DiagnosticList diagnostics={refusal.diagnostics} />}
        {found && <ImportPreviewFacts preview={found} />}
      </div>
    </Dialog>
  );
}
