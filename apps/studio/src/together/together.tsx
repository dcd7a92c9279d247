"use client";
import { CommentsContext, PresenceContext } from "@orrery/canvas";
import type { ReactNode } from "react";
import { useOpenComments } from "./use-open-comments.ts";
import { useOpenPresence } from "./use-open-presence.ts";

/** Who else has this workflow open, and what people say about it, for everything inside. */
export function Together({ workflowId, children }: { workflowId: string; children: ReactNode }) {
  const presence = useOpenPresence(workflowId);
  const comments = useOpenComments(workflowId);
  return (
    <PresenceContext value={presence}>
      <CommentsContext value={comments}>{children}</CommentsContext>
    </PresenceContext>
  );
}
