"use client";
import { createDocument, type DocumentStore } from "@orrery/canvas";
import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { useEffect, useRef, useState } from "react";
import { useLive } from "../live/live-provider.tsx";
import { useTRPCClient } from "../trpc/trpc.ts";
import { createDraftTransport } from "./draft-transport.ts";
import { tabClientId } from "./tab-client-id.ts";

export interface OpenedDraft {
  readonly workflowId: string;
  readonly graph: Graph;
  readonly seq: number;
}

/** Opens a draft for editing, and keeps it in step with what others do; null until the browser has it. */
export function useWorkflowDocument(draft: OpenedDraft): DocumentStore | null {
  const client = useTRPCClient();
  const [document, setDocument] = useState<DocumentStore | null>(null);
  const opened = useRef(draft);
  useEffect(() => {
    const { workflowId, graph, seq } = opened.current;
    const made = createDocument({
      workflowId,
      graph,
      seq,
      clientId: tabClientId(),
      transport: createDraftTransport(client, workflowId),
      storage: localStorage,
      catalog,
    });
    setDocument(made);
    return () => made.close();
  }, [client]);
  useLive(document && { kind: "draft", id: draft.workflowId, after: draft.seq }, (item) => {
    if (item.kind === "draft") document?.receive(item.commands, item.seq);
  });
  return document;
}
