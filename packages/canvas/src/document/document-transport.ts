import type { EditCommand } from "@orrery/graph";

/** An edit as the draft log keeps it. */
export type NumberedCommand = EditCommand & { readonly seq: number };

export interface PushAnswer {
  /** The last number of the draft log after this push. */
  readonly seq: number;
  readonly accepted: readonly { readonly commandId: string; readonly seq: number }[];
  readonly refused: readonly { readonly commandId: string; readonly refusal: string; readonly message: string }[];
  /** Commands of the log that the sender may lack: all with a number above the smallest `baseSeq` sent, in order. */
  readonly commands: readonly NumberedCommand[];
}

/** Why a draft takes no edits: to be signed in again, a role that may, or a workflow that is there, is what helps. */
export type DocumentTrouble = "SIGNED_OUT" | "SOMEBODY_ELSE" | "FORBIDDEN" | "GONE";

/** The log was reached, and refused. `REFUSED`: what was sent cannot be taken in as it is. */
export class TransportRefusal extends Error {
  readonly reason: DocumentTrouble | "REFUSED";
  constructor(reason: DocumentTrouble | "REFUSED", message: string) {
    super(message);
    this.name = "TransportRefusal";
    this.reason = reason;
  }
}

/** How a document reaches its draft log. A promise rejected with anything but a `TransportRefusal` means: not reached. */
export interface DocumentTransport {
  push(commands: readonly EditCommand[]): Promise<PushAnswer>;
  /** Whether edits would be taken now; rejects as `push` would. */
  check(): Promise<void>;
  /** All commands with a number above `after`, in order. */
  pull(after: number): Promise<{ readonly commands: readonly NumberedCommand[]; readonly seq: number }>;
}

/** The part of `localStorage` that keeps what has not been sent across a reload. */
export interface DocumentStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}
