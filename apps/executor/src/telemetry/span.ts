/** A span as it is made of a log: plain data, the same each time it is made. Times are epoch ms. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parent: { readonly spanId: string; readonly isRemote: boolean } | null;
  readonly name: string;
  /** `client`: it asked something outside. `server`: it was called from outside within a trace. */
  readonly kind: "internal" | "client" | "server";
  readonly startedAt: number;
  readonly endedAt: number;
  /** A code, never a message: those may hold what people wrote. */
  readonly error: string | null;
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly at: number; readonly attributes: Attributes }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string; readonly attributes: Attributes }[];
  /** Values that belong to it, by the attribute they would stand under; their contents are exported only where the operator says so. */
  readonly contents: Readonly<Record<string, string>>;
}

export type Attributes = Readonly<Record<string, string | number | boolean>>;
