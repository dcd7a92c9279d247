"use client";
import { createContext, use } from "react";

/** Something that somebody said. */
export interface CommentItem {
  readonly id: string;
  readonly text: string;
  /** Null where it is not known any more who it was. */
  readonly author: string | null;
  /** Epoch ms. */
  readonly at: number;
  readonly editedAt: number | null;
  readonly isOwn: boolean;
}

/** What was said about a node, or about the whole workflow, and the answers. */
export interface CommentThread extends CommentItem {
  readonly nodeId: string | null;
  readonly resolved: { readonly at: number; readonly by: string | null } | null;
  readonly replies: readonly CommentItem[];
}

/** The comments of the workflow that is shown, and what may be done. A rejected promise says why it was not. */
export interface CommentsHost {
  readonly threads: readonly CommentThread[];
  readonly mayWrite: boolean;
  /** Whether what others said may be deleted, too. */
  readonly mayClear: boolean;
  add(comment: { readonly text: string; readonly nodeId?: string; readonly threadId?: string }): Promise<void>;
  edit(id: string, text: string): Promise<void>;
  remove(id: string): Promise<void>;
  resolve(id: string, resolved: boolean): Promise<void>;
}

/** Null where nobody comments. */
export const CommentsContext = createContext<CommentsHost | null>(null);

export function useComments(): CommentsHost | null {
  return use(CommentsContext);
}

/** How many threads about each node are open. */
export function openByNode(threads: readonly CommentThread[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { nodeId, resolved } of threads) {
    if (nodeId !== null && resolved === null) counts.set(nodeId, (counts.get(nodeId) ?? 0) + 1);
  }
  return counts;
}

/** "1 comment", "3 comments". */
export function commentsWords(count: number): string {
  return count === 1 ? "1 comment" : `${count} comments`;
}
