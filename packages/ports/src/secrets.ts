import type { SecretMask } from "./secret-mask.ts";

/**
 * How a credential is sent: the first three in the headers of a request; `model` is a provider's key, used by model calls
 * alone; `signing` is never sent, what leaves is signed with it; `smtp` and `postgres` open a connection to their one host.
 */
export type SecretKind = "bearer" | "header" | "basic" | "model" | "signing" | "smtp" | "postgres";

/** A credential with its values in the clear. Lives only between its resolution and the request that carries it. */
export interface Secret {
  readonly handle: string;
  readonly kind: SecretKind;
  /** Where it may be sent: `host` or `host:port`. */
  readonly hosts: readonly string[];
  /** What is no secret: `name` of a header, `user` of `basic`; of `smtp` and `postgres` also `security`, `database`. */
  readonly open: Readonly<Record<string, string>>;
  /** `token`, `value`, `password`, `key` or `secret`. */
  readonly values: Readonly<Record<string, string>>;
}

/** The credentials of all workspaces, for the process that sends them. */
export interface Secrets {
  /** Null where the workspace has none of this handle. What it gives is known to the workspace's mask from then on. */
  resolve(workspaceId: string, handle: string): Promise<Secret | null>;
  /** Hides what was resolved for this workspace. */
  mask(workspaceId: string): SecretMask;
}
