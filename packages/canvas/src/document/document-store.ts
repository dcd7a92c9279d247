import type { EditCommand, EditOp, EditResult, Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { createStore } from "zustand/vanilla";
import { describeEdit } from "./describe-edit.ts";
import {
  type DocumentStorage,
  type DocumentTransport,
  type DocumentTrouble,
  type NumberedCommand,
  type PushAnswer,
  TransportRefusal,
} from "./document-transport.ts";
import {
  DivergedError,
  dropFromReplica,
  editReplica,
  type Overwritten,
  openReplica,
  type RefusedEdit,
  type Replica,
  type ReplicaStep,
  receiveIntoReplica,
} from "./replica.ts";
import { UndoStacks } from "./undo-stacks.ts";
import { UnsentShelf } from "./unsent-shelf.ts";

/** `stopped`: the draft takes no edits, see `trouble`. */
export type SaveState = "saved" | "saving" | "offline" | "conflict" | "stopped";

export interface DocumentState {
  readonly graph: Graph;
  /** The last number of the draft log that `graph` contains. */
  readonly seq: number;
  /** How many edits the log has not confirmed. */
  readonly unsent: number;
  readonly saveState: SaveState;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undoName: string | null;
  readonly redoName: string | null;
  /** Edits that did not hold, to be shown until they are dismissed. */
  readonly refused: readonly RefusedEdit[];
  /** Own edits that stand where somebody else had just set something, until they are dismissed. */
  readonly overwritten: readonly Overwritten[];
  /** Why the draft takes no edits; null where it does, or cannot be reached. */
  readonly trouble: DocumentTrouble | null;
}

export interface DocumentStore {
  getState(): DocumentState;
  subscribe(listener: () => void): () => void;
  readonly catalog: Catalog;
  /** Applies at once and sends soon. A refusal changes nothing and is returned, not stored. */
  edit(op: EditOp, name?: string): EditResult;
  /** Appends the inverse of the last edit, computed against the present document. */
  undo(): void;
  redo(): void;
  /** Commands of the log, of others or own; `seq` is the last number the sender knows. */
  receive(commands: readonly NumberedCommand[], seq: number): void;
  /** Sends again now what could not be sent, or asks whether there is trouble still. */
  retry(): void;
  /** Asks whether the draft takes edits; where it does not, `trouble` says why. */
  check(): Promise<boolean>;
  /** Somebody else has seen that there is trouble: the draft is asked from time to time whether it is over. */
  interrupt(trouble: DocumentTrouble): void;
  /** Also of an edit that overwrote. */
  dismissRefused(commandId: string): void;
  /** Stops timers; nothing is lost, what is unsent stays in the storage. */
  close(): void;
}

export interface CreateDocumentOptions {
  readonly workflowId: string;
  readonly graph: Graph;
  readonly seq: number;
  /** Keeps a tab apart from others; the same after a reload. */
  readonly clientId: string;
  /** Who edits: what one person could not send is not sent in the name of another. Empty where that cannot be. */
  readonly owner?: string;
  readonly transport: DocumentTransport;
  readonly storage: DocumentStorage;
  readonly catalog: Catalog;
}

const MOST_SENT_AT_ONCE = 200;
const RETRY_MS = [500, 1000, 2000, 5000, 10_000];

/**
 * The document of an editor: optimistic, undoable, saved command by command. See `replica.ts` for how edits of several
 * people come together; this store adds the sending, the stacks of undo and what survives a reload.
 */
export function createDocument(options: CreateDocumentOptions): DocumentStore {
  const { transport, clientId } = options;
  const shelf = new UnsentShelf(options.storage, options.workflowId, clientId, options.owner ?? "");
  const left = shelf.take();
  const stacks = new UndoStacks();
  const taken = new Set([...left.commands, ...left.refused].map((one) => one.commandId));
  let replica: Replica = openReplica(options.graph, options.seq, left.commands);
  let nextClientSeq = left.nextClientSeq;
  let refused: readonly RefusedEdit[] = left.refused;
  let overwritten: readonly Overwritten[] = [];
  let trouble: DocumentTrouble | null = null;
  let atOnce = MOST_SENT_AT_ONCE;
  let onTheWay: ReadonlySet<string> = taken;
  let sending = false;
  let pulling = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let closed = false;

  const store = createStore<DocumentState>(() => view());

  function view(): DocumentState {
    return {
      graph: replica.graph,
      seq: replica.confirmed.seq,
      unsent: replica.unsent.length,
      saveState: saveState(),
      canUndo: stacks.undo !== undefined,
      canRedo: stacks.redo !== undefined,
      undoName: stacks.undo?.name ?? null,
      redoName: stacks.redo?.name ?? null,
      refused,
      overwritten,
      trouble,
    };
  }

  function saveState(): SaveState {
    if (trouble !== null) return "stopped";
    if (refused.length > 0) return "conflict";
    if (failures > 0) return "offline";
    return replica.unsent.length > 0 ? "saving" : "saved";
  }

  function changed(): void {
    shelf.put({ commands: replica.unsent, refused, nextClientSeq }, taken);
    store.setState(view(), true);
  }

  function refuse(edits: readonly RefusedEdit[]): void {
    if (edits.length === 0) return;
    refused = [...refused, ...edits];
    stacks.forget(new Set(edits.map((edit) => edit.commandId)));
  }

  function settle(step: ReplicaStep): void {
    replica = step.replica;
    stacks.refresh(step.inverses);
    refuse(step.refused);
    if (step.overwritten.length > 0) overwritten = [...overwritten, ...step.overwritten];
    if (step.gap) void pull();
  }

  function take(commands: readonly NumberedCommand[]): void {
    try {
      settle(receiveIntoReplica(replica, commands, onTheWay));
    } catch (error) {
      if (!(error instanceof DivergedError)) throw error;
      closed = true;
      refused = [...refused, divergedEdit(error)];
    }
  }

  function append(op: EditOp, name: string): { readonly result: EditResult; readonly commandId: string } {
    const command: EditCommand = {
      opVersion: 1,
      commandId: crypto.randomUUID(),
      clientId,
      clientSeq: nextClientSeq,
      baseSeq: replica.confirmed.seq,
      op: named(op, name),
    };
    const edited = editReplica(replica, command);
    if (edited.result.ok) {
      nextClientSeq += 1;
      replica = edited.replica;
    }
    return { result: edited.result, commandId: command.commandId };
  }

  function send(): void {
    if (timer !== null || sending || closed || replica.unsent.length === 0) return;
    void push();
  }

  async function push(): Promise<void> {
    sending = true;
    const batch = replica.unsent.slice(0, atOnce).map((command) => ({ ...command, baseSeq: replica.confirmed.seq }));
    onTheWay = new Set([...onTheWay, ...batch.map((command) => command.commandId)]);
    try {
      const answer = await transport.push(batch);
      if (closed) return;
      failures = 0;
      trouble = null;
      answered(batch, answer);
      atOnce = MOST_SENT_AT_ONCE;
    } catch (error) {
      if (closed) return;
      if (error instanceof TransportRefusal && error.reason === "REFUSED") narrowDown(batch, error);
      else failed(error);
    } finally {
      sending = false;
    }
    changed();
    send();
  }

  /** One of these cannot be taken in; alone it is known which, and the others go on without it. */
  function narrowDown(batch: readonly EditCommand[], error: TransportRefusal): void {
    atOnce = Math.max(1, Math.floor(batch.length / 2));
    const [only] = batch;
    if (batch.length > 1 || !only) return;
    const ids = new Set([only.commandId]);
    onTheWay = new Set([...onTheWay].filter((id) => !ids.has(id)));
    settle(dropFromReplica(replica, ids, onTheWay));
    refuse([{ commandId: only.commandId, op: only.op, refusal: "INVALID", message: error.message }]);
  }

  function failed(error: unknown): void {
    failures += 1;
    if (error instanceof TransportRefusal && error.reason !== "REFUSED") trouble = error.reason;
    later();
  }

  function answered(batch: readonly EditCommand[], answer: PushAnswer): void {
    const byId = new Map(batch.map((command) => [command.commandId, command]));
    const numbered = new Map(answer.commands.map((command) => [command.seq, command]));
    for (const { commandId, seq } of answer.accepted) {
      const command = byId.get(commandId);
      if (command) numbered.set(seq, { ...command, seq });
    }
    take([...numbered.values()]);
    const over = new Set(batch.map((command) => command.commandId));
    onTheWay = new Set([...onTheWay].filter((id) => !over.has(id)));
    // Accepted in an earlier visit, below the state this one began with: nothing more will arrive for it.
    const settled = answer.accepted.filter(({ seq }) => seq <= replica.confirmed.seq).map(({ commandId }) => commandId);
    const turnedDown = answer.refused.map(({ commandId }) => commandId);
    const gone = new Set([...settled, ...turnedDown]);
    if (replica.unsent.some((command) => gone.has(command.commandId))) {
      settle(dropFromReplica(replica, gone, onTheWay));
    }
    refuse(
      answer.refused.flatMap(({ commandId, refusal, message }) => {
        const command = byId.get(commandId);
        return command ? [{ commandId, op: command.op, refusal, message }] : [];
      }),
    );
    if (answer.seq > replica.confirmed.seq) void pull();
  }

  async function pull(): Promise<void> {
    if (pulling || closed) return;
    pulling = true;
    try {
      const { commands } = await transport.pull(replica.confirmed.seq);
      if (closed) return;
      // That it can be read does not say that it can be changed.
      if (trouble !== "FORBIDDEN") trouble = null;
      take(commands);
      changed();
    } catch (error) {
      if (closed) return;
      failed(error);
      changed();
    } finally {
      pulling = false;
    }
  }

  function later(): void {
    if (timer !== null || closed) return;
    timer = setTimeout(
      () => {
        timer = null;
        tryAgain();
      },
      RETRY_MS[Math.min(failures, RETRY_MS.length) - 1],
    );
  }

  function tryAgain(): void {
    if (replica.unsent.length > 0) send();
    else if (failures > 0 || trouble !== null) void pull().then(() => recovered());
  }

  function recovered(): void {
    if (timer !== null || closed) return;
    failures = 0;
    changed();
  }

  function turn(direction: "undo" | "redo"): void {
    const entry = direction === "undo" ? stacks.undo : stacks.redo;
    if (!entry) return;
    const { result, commandId } = append(entry.inverse, entry.name);
    const next = result.ok ? { commandId, name: entry.name, inverse: result.inverse } : null;
    if (direction === "undo") stacks.undid(next);
    else stacks.redid(next);
    if (!result.ok) {
      refused = [...refused, { commandId, op: entry.inverse, refusal: result.refusal, message: result.message }];
    }
    changed();
    send();
  }

  if (replica.unsent.length > 0) queueMicrotask(send);

  return {
    getState: () => store.getState(),
    subscribe: (listener) => store.subscribe(listener),
    catalog: options.catalog,
    edit(op, name = describeEdit(op)) {
      const { result, commandId } = append(op, name);
      if (!result.ok) return result;
      stacks.did({ commandId, name, inverse: result.inverse });
      changed();
      send();
      return result;
    },
    undo: () => turn("undo"),
    redo: () => turn("redo"),
    receive(commands, seq) {
      take(commands);
      changed();
      if (seq > replica.confirmed.seq) void pull();
    },
    retry() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      tryAgain();
    },
    async check() {
      try {
        await transport.check();
        return true;
      } catch (error) {
        if (closed) return false;
        failed(error);
        changed();
        return false;
      }
    },
    interrupt(found) {
      if (closed) return;
      trouble = found;
      failures = RETRY_MS.length;
      later();
      changed();
    },
    dismissRefused(commandId) {
      refused = refused.filter((edit) => edit.commandId !== commandId);
      overwritten = overwritten.filter((edit) => edit.commandId !== commandId);
      changed();
    },
    close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}

function named(op: EditOp, name: string): EditOp {
  return op.op === "batch" ? { ...op, name } : op;
}

function divergedEdit(error: DivergedError): RefusedEdit {
  return {
    commandId: `diverged-${error.seq}`,
    op: { op: "batch", name: "Follow the draft", ops: [] },
    refusal: "DIVERGED",
    message: `${error.message} Reload the page: what you have not saved is kept.`,
  };
}
