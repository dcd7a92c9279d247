/** Something that somebody said about a workflow or one of its nodes. */
export interface CommentRow {
  readonly id: string;
  readonly text: string;
  /** What people call who said it; null where that is not known any more. */
  readonly author: string | null;
  /** Epoch ms. */
  readonly at: number;
  /** Epoch ms; null where it stands as it was first said. */
  readonly editedAt: number | null;
  /** Whether who asks has said it: only they change its words. */
  readonly isOwn: boolean;
}

/** A comment and its answers, oldest first. */
export interface CommentThread extends CommentRow {
  /** As the draft calls it, which may no longer have it; null: of the whole workflow. */
  readonly nodeId: string | null;
  readonly resolved: { readonly at: number; readonly by: string | null } | null;
  readonly replies: readonly CommentRow[];
}
