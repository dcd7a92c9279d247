import type { FileChange, FileValue } from "@orrery/node-kit";

/** More than that is no file of a workspace. */
export const mostFileBytes = 100 * 1024 * 1024;

/** What came of keeping content; where it is not `kept`, nothing is. */
export type KeptFile =
  | { readonly kind: "kept"; readonly sha256: string; readonly bytes: number }
  | { readonly kind: "too-large" }
  /** The workspace has no room. */
  | { readonly kind: "no-room" };

/** The files of all workspaces. Names are changed in the transaction of a step's success, through its outbox. */
export interface Files {
  /** Keeps content as it comes, once for each hash; no more than `maxBytes`. */
  keep(
    workspaceId: string,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    maxBytes: number,
  ): Promise<KeptFile>;
  find(workspaceId: string, name: string): Promise<FileValue | null>;
  /** By name. */
  list(workspaceId: string, prefix: string, limit: number): Promise<readonly FileValue[]>;
  /** The content in pieces of at most 1 MB, whose iteration rejects where it is let go meanwhile; null where it is not kept (any more). */
  open(
    workspaceId: string,
    sha256: string,
  ): Promise<{ readonly bytes: number; readonly pieces: AsyncIterable<Uint8Array> } | null>;
}

/** A change of a name, as it is written with a success. `at` is epoch ms. */
export interface FileWrite {
  readonly stepKey: string;
  readonly at: number;
  readonly change: FileChange;
}
