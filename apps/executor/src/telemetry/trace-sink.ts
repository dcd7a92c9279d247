import type { Span } from "./span.ts";

/** Where spans go. */
export interface TraceSink {
  /** Resolves when whoever receives them has taken them. Rejects with `SpansRefused` where it never will. */
  send(spans: readonly Span[]): Promise<void>;
  close(): Promise<void>;
}

/** The receiver will not take these spans, however often they are sent. */
export class SpansRefused extends Error {
  override readonly name = "SpansRefused";
}
