"use client";
import { createDocument, type DocumentStore } from "@orrery/canvas";
import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useMyId } from "../access/access-context.tsx";
import { holdPage } from "../frame/leave-page.ts";
import { useLive } from "../live/live-provider.tsx";
import { useTRPCClient } from "../trpc/trpc.ts";
import { createDraftTransport } from "./draft-transport.ts";
import { tabClientId } from "./tab-client-id.ts";

export interface OpenedDraft {
  readonly workflowId: string;
  readonly graph: Graph;
  readonly seq: number;
}

/** Keeps nothing: what somebody who may only look has not sent stays where it is, until they may draw again. */
const NO_STORAGE = { getItem: () => null, setItem: () => {}, removeItem: () => {} };

const never = () => () => {};

/**
 * Opens a draft, and keeps it in step with what others do; null until the browser has it. While it is open for editing the
 * page is not left over a session that has ended or a role that was taken away: the document says so, and keeps the edits.
 */
export function useWorkflowDocument(draft: OpenedDraft, mayDraw: boolean): DocumentStore | null {
  const client = useTRPCClient();
  const owner = useMyId();
  const [document, setDocument] = useState<DocumentStore | null>(null);
  const opened = useRef(draft);
  useEffect(() => {
    const { workflowId, graph, seq } = opened.current;
    const made = createDocument({
      ...{ workflowId, graph, seq, owner, catalog },
      clientId: tabClientId(),
      transport: createDraftTransport(client, workflowId, owner),
      storage: mayDraw ? localStorage : NO_STORAGE,
    });
    setDocument(made);
    const retry = () => {
      if (window.document.visibilityState === "visible") made.retry();
    };
    const release = mayDraw
      ? holdPage((go, why) => void made.check().then((fine) => fine && why === "access" && go()))
      : () => {};
    window.addEventListener("online", retry);
    window.addEventListener("focus", retry);
    return () => {
      window.removeEventListener("online", retry);
      window.removeEventListener("focus", retry);
      release();
      made.close();
    };
  }, [client, owner, mayDraw]);
  const read = () => document?.getState().trouble ?? null;
  const trouble = useSyncExternalStore(document?.subscribe ?? never, read, read);
  // What has gone is no longer told of; once it is back it is followed anew.
  useLive(trouble === "GONE" ? null : document && { kind: "draft", id: draft.workflowId, after: draft.seq }, (item) => {
    if (item.kind === "draft") document?.receive(item.commands, item.seq);
    if (item.kind === "gone") document?.interrupt("GONE");
  });
  return document;
}
