"use client";
import type { Diagnostic } from "@orrery/plan";
import { Button, Dialog } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ChangeEvent, useRef, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { DiagnosticList } from "./diagnostic-list.tsx";

interface Refusal {
  readonly file: string;
  readonly message: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Opens a workflow file as a new workflow; what is wrong with a file is shown with its place. */
export function ImportButton() {
  const trpc = useTRPC();
  const router = useRouter();
  const chooser = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const create = useMutation(trpc.workflow.create.mutationOptions());

  async function take(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (!file) return;
    try {
      const { id } = await create.mutateAsync({ graph: await file.text() });
      router.push(`/workflows/${id}`);
    } catch (error) {
      const { message, diagnostics } = explainError(error);
      setRefusal({ file: file.name, message, diagnostics });
    }
  }

  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept=".json,application/json"
        aria-label="Workflow file"
        tabIndex={-1}
        onChange={take}
        className="sr-only"
      />
      <Button
        busy={create.isPending}
        icon={<FileUp aria-hidden size={16} strokeWidth={1.75} />}
        onClick={() => chooser.current?.click()}
      >
        Import
      </Button>
      <Dialog
        open={refusal !== null}
        onOpenChange={(open) => !open && setRefusal(null)}
        wide
        title={refusal ? `${refusal.file} was not imported` : ""}
        description={refusal && `${refusal.message} Nothing was stored.`}
        actions={
          <Button variant="primary" onClick={() => setRefusal(null)}>
            Close
          </Button>
        }
      >
        {refusal && <DiagnosticList diagnostics={refusal.diagnostics} />}
      </Dialog>
    </>
  );
}
