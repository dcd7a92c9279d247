"use client";
import type { DocumentStore, DocumentTrouble } from "@orrery/canvas";
import { Button, buttonClass, useToast } from "@orrery/ui";
import { CircleAlert, FileDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useSyncExternalStore } from "react";
import { useMay } from "../access/access-context.tsx";
import { downloadGraph } from "../editor/download-graph.ts";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPCClient } from "../trpc/trpc.ts";

export interface DraftTroubleProps {
  workflowId: string;
  document: DocumentStore;
}

const WORDS: Record<DocumentTrouble, string> = {
  SIGNED_OUT: "You are signed out.",
  SOMEBODY_ELSE: "Somebody else has signed in in this browser.",
  FORBIDDEN: "You may no longer change this workflow: your role is another one now.",
  GONE: "This workflow has been deleted.",
};

const AFTER: Record<DocumentTrouble, string> = {
  SIGNED_OUT: "saved when you sign in again.",
  SOMEBODY_ELSE: "saved when you sign in again.",
  FORBIDDEN: "saved if you may draw again.",
  GONE: "saved if it is brought back.",
};

/** Why nothing is saved, where what was done is now, and what helps; the canvas stays as it is. */
export function DraftTrouble({ workflowId, document }: DraftTroubleProps) {
  const { trouble, unsent } = useSyncExternalStore(document.subscribe, document.getState, document.getState);
  if (trouble === null) return null;
  const kept =
    unsent === 0
      ? "Everything you did was saved before."
      : `${unsent === 1 ? "One change is" : `${unsent} changes are`} kept in this browser, to be ${AFTER[trouble]}`;
  return (
    <div role="alert" className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-failed/10 px-3 py-1.5 text-xs">
      <CircleAlert aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-failed" />
      <p className="min-w-48 flex-1 break-words">
        <span className="font-medium text-failed">{WORDS[trouble]} </span>
        {kept}
      </p>
      <Help trouble={trouble} workflowId={workflowId} document={document} />
      <Button
        size="sm"
        icon={<FileDown aria-hidden size={14} strokeWidth={1.75} />}
        onClick={() => downloadGraph(document.getState().graph)}
      >
        Export as a file
      </Button>
    </div>
  );
}

function Help({ trouble, workflowId, document }: DraftTroubleProps & { trouble: DocumentTrouble }) {
  if (trouble === "GONE") return <BringBack workflowId={workflowId} document={document} />;
  if (trouble === "SIGNED_OUT") {
    return (
      <a href="/sign-in" target="_blank" rel="noopener" className={buttonClass({ variant: "secondary", size: "sm" })}>
        Sign in, in a new tab
      </a>
    );
  }
  return (
    <Button size="sm" onClick={() => window.location.reload()}>
      Show what is saved
    </Button>
  );
}

/** Undoes the deletion, or keeps what is shown as a workflow of its own. */
function BringBack({ workflowId, document }: DraftTroubleProps) {
  const client = useTRPCClient();
  const toast = useToast();
  const router = useRouter();
  const mayDraw = useMay("workflow.write");
  const [busy, setBusy] = useState(false);
  if (!mayDraw) return null;

  async function act(work: () => Promise<void>) {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toast({ title: "That did not work", detail: explainError(error).message, tone: "failed" });
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Button
        size="sm"
        busy={busy}
        onClick={() =>
          void act(async () => {
            await client.workflow.restore.mutate({ id: workflowId });
            // What is not saved yet waits in the browser's storage, and the page follows the draft anew.
            window.location.reload();
          })
        }
      >
        Bring it back
      </Button>
      <Button
        size="sm"
        busy={busy}
        onClick={() =>
          void act(async () => {
            const { id } = await client.workflow.create.mutate({ graph: document.getState().graph });
            router.push(`/workflows/${id}`);
          })
        }
      >
        Keep as a new workflow
      </Button>
    </>
  );
}
