import type { EditCommand } from "@orrery/graph";
import type { DocumentStorage } from "./document-transport.ts";
import type { RefusedEdit } from "./replica.ts";

interface Shelved {
  readonly nextClientSeq: number;
  readonly commands: readonly EditCommand[];
  /** Edits that did not hold and have not been looked at. */
  readonly refused?: readonly RefusedEdit[];
}

/**
 * Keeps what a client has not sent, so that a reload loses nothing. All clients of a workflow share one entry of the
 * storage: a tab that was closed for good leaves its commands to the next one. Two tabs may then send the same command,
 * which is harmless, because the log knows commands by their id.
 */
export class UnsentShelf {
  readonly #storage: DocumentStorage;
  readonly #key: string;
  /** Where everybody's edits stood before they were kept by person. */
  readonly #common: string;
  readonly #clientId: string;

  /** `owner`: whose edits they are; what one person left is never sent in the name of another. */
  constructor(storage: DocumentStorage, workflowId: string, clientId: string, owner: string) {
    this.#storage = storage;
    this.#common = `orrery.unsent.${workflowId}`;
    this.#key = owner === "" ? this.#common : `${this.#common}.${owner}`;
    this.#clientId = clientId;
  }

  /** Everything that any client left, in the order each made it. */
  take(): Required<Shelved> {
    const all = { ...(this.#key === this.#common ? {} : this.#read(this.#common)), ...this.#read() };
    const commands = Object.values(all).flatMap((shelved) => shelved.commands);
    const refused = Object.values(all).flatMap((shelved) => shelved.refused ?? []);
    return { nextClientSeq: all[this.#clientId]?.nextClientSeq ?? 1, commands, refused };
  }

  /** Replaces what this client left, and clears what it took over from others. */
  put({ commands, refused = [], nextClientSeq }: Shelved, taken: ReadonlySet<string>): void {
    const all = this.#read();
    for (const [clientId, shelved] of Object.entries(all)) {
      if (clientId === this.#clientId) continue;
      const left = shelved.commands.filter((command) => !taken.has(command.commandId));
      const told = (shelved.refused ?? []).filter((edit) => !taken.has(edit.commandId));
      if (left.length + told.length === 0) delete all[clientId];
      else all[clientId] = { ...shelved, commands: left, refused: told };
    }
    all[this.#clientId] = { nextClientSeq, commands, ...(refused.length > 0 && { refused }) };
    try {
      this.#storage.setItem(this.#key, JSON.stringify(all));
      if (this.#key !== this.#common) this.#storage.removeItem(this.#common);
    } catch {
      // A full or forbidden storage only costs the protection against a reload.
    }
  }

  #read(key = this.#key): Record<string, Shelved> {
    try {
      const text = this.#storage.getItem(key);
      const stored: unknown = text === null ? null : JSON.parse(text);
      return isShelf(stored) ? { ...stored } : {};
    } catch {
      return {};
    }
  }
}

function isShelf(stored: unknown): stored is Record<string, Shelved> {
  if (typeof stored !== "object" || stored === null) return false;
  return Object.values(stored).every(
    (entry: unknown) =>
      typeof entry === "object" &&
      entry !== null &&
      "commands" in entry &&
      Array.isArray(entry.commands) &&
      "nextClientSeq" in entry &&
      typeof entry.nextClientSeq === "number",
  );
}
