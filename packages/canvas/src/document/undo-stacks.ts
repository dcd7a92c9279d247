import type { EditOp } from "@orrery/graph";

export interface UndoEntry {
  readonly commandId: string;
  readonly name: string;
  /** Takes the edit back, exact for the place where the log (or this client) applied it last. */
  readonly inverse: EditOp;
}

const MOST_ENTRIES = 500;

/** What can be taken back and done again, newest last. Holds no document: the inverse is applied to the present one. */
export class UndoStacks {
  #undo: UndoEntry[] = [];
  #redo: UndoEntry[] = [];

  get undo(): UndoEntry | undefined {
    return this.#undo.at(-1);
  }

  get redo(): UndoEntry | undefined {
    return this.#redo.at(-1);
  }

  did(entry: UndoEntry): void {
    this.#undo = [...this.#undo, entry].slice(-MOST_ENTRIES);
    this.#redo = [];
  }

  /** Takes the newest entry off the undo stack; `again` brings the edit back. */
  undid(again: UndoEntry | null): void {
    this.#undo = this.#undo.slice(0, -1);
    if (again) this.#redo = [...this.#redo, again];
  }

  redid(back: UndoEntry | null): void {
    this.#redo = this.#redo.slice(0, -1);
    if (back) this.#undo = [...this.#undo, back];
  }

  /** After a rebase the same edit may need another inverse. */
  refresh(inverses: ReadonlyMap<string, EditOp>): void {
    if (inverses.size === 0) return;
    const renew = (entry: UndoEntry) => ({ ...entry, inverse: inverses.get(entry.commandId) ?? entry.inverse });
    this.#undo = this.#undo.map(renew);
    this.#redo = this.#redo.map(renew);
  }

  /** Edits that were refused never happened. */
  forget(commandIds: ReadonlySet<string>): void {
    this.#undo = this.#undo.filter((entry) => !commandIds.has(entry.commandId));
    this.#redo = this.#redo.filter((entry) => !commandIds.has(entry.commandId));
  }
}
