"use client";
import { graphLimits } from "@orrery/graph";
import type { Diagnostic } from "@orrery/plan";
import type { ImportPreview } from "@orrery/services";
import { Button, Dialog } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ChangeEvent, type ReactNode, useRef, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { DiagnosticList } from "./diagnostic-list.tsx";
import { ImportAddressDialog } from "./import-address-dialog.tsx";
import { ImportPreviewDialog } from "./import-preview-dialog.tsx";

interface Refusal {
  readonly file: string;
  readonly message: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ImportWorkflow {
  /** Asks for a file. */
  readonly choose: () => void;
  /** Asks for an address of a file. */
  readonly askAddress: () => void;
  readonly busy: boolean;
  /** To be placed anywhere on the page: the field for the file, and what is said when it is refused. */
  readonly parts: ReactNode;
}

/** Opens a workflow file, chosen here or fetched from an address, as a new workflow; what is wrong with a file is shown with its place. */
export function useImportWorkflow(): ImportWorkflow {
  const trpc = useTRPC();
  const router = useRouter();
  const chooser = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [foreign, setForeign] = useState<{ readonly file: string; readonly preview: ImportPreview } | null>(null);
  const create = useMutation(trpc.workflow.create.mutationOptions());
  const look = useMutation(trpc.template.previewImport.mutationOptions());

  async function take(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (!file) return;
    try {
      const text = await file.text();
      const preview = isOurs(text) ? null : await look.mutateAsync({ text });
      if (preview !== null && preview.report !== null) {
        setForeign({ file: file.name, preview });
        return;
      }
      const { id } = await create.mutateAsync({ graph: text });
      router.push(`/workflows/${id}`);
    } catch (error) {
      const { message, diagnostics } = explainError(error);
      setRefusal({ file: file.name, message, diagnostics });
    }
  }

  return {
    choose: () => chooser.current?.click(),
    askAddress: () => setAsking(true),
    busy: create.isPending || look.isPending,
    parts: (
      <>
        <input
          ref={chooser}
          type="file"
          accept=".json,.yml,.yaml,application/json,application/yaml"
          aria-label="Workflow file"
          tabIndex={-1}
          onChange={take}
          className="sr-only"
        />
        {isAsking && <ImportAddressDialog onClose={() => setAsking(false)} />}
        {foreign && (
          <ImportPreviewDialog source={foreign.file} preview={foreign.preview} onClose={() => setForeign(null)} />
        )}
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
    ),
  };
}

/** Whether a file says that it is a graph of Orrery; one that is too large to be looked at is refused as one. */
function isOurs(text: string): boolean {
  return text.length > graphLimits.bytes || /"schema"\s*:\s*"orrery\.graph\//.test(text);
}
