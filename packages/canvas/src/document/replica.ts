import {
  applyEdit,
  type EditCommand,
  type EditOp,
  type EditResult,
  type FieldEdit,
  fieldEdits,
  fieldKey,
  type Graph,
} from "@orrery/graph";
import type { NumberedCommand } from "./document-transport.ts";

/** An edit that did not hold: what it was, and why not, in words. */
export interface RefusedEdit {
  readonly commandId: string;
  readonly op: EditOp;
  readonly refusal: string;
  readonly message: string;
}

/** Somebody set a field that an own edit sets after them: the own value stands, and theirs is to be seen. */
export interface Overwritten {
  readonly commandId: string;
  readonly theirs: FieldEdit;
  readonly mine: FieldEdit;
}

/**
 * One client's copy of a document: what the log has confirmed, and on top of it what this client has done since.
 *
 * Invariant: `graph` is `confirmed.graph` with every op of `unsent` applied in order; an unsent op that no longer
 * applies is left out of `graph`, and is dropped as refused unless it is on its way (then the log decides).
 * The log applies commands in the order of their numbers, as `confirmed` does, so all replicas that have seen the same
 * numbers hold the same confirmed graph.
 */
export interface Replica {
  readonly confirmed: { readonly graph: Graph; readonly seq: number };
  readonly unsent: readonly EditCommand[];
  /** How many of `unsent` are left out of `graph`. */
  readonly leftOut: number;
  readonly graph: Graph;
}

export interface ReplicaStep {
  readonly replica: Replica;
  /** Inverses found while applying, by command: exact for the place where the command was applied last. */
  readonly inverses: ReadonlyMap<string, EditOp>;
  readonly refused: readonly RefusedEdit[];
  readonly overwritten: readonly Overwritten[];
  /** A number is missing between `confirmed.seq` and what arrived: ask the log for what lies between. */
  readonly gap: boolean;
}

/**
 * A replica at a numbered state of the document, with what an earlier visit could not send. The log may already hold
 * some of it (the answer was lost), so nothing is refused here: the log decides.
 */
export function openReplica(graph: Graph, seq: number, unsent: readonly EditCommand[]): Replica {
  return rebase({ graph, seq }, unsent, new Set(unsent.map((command) => command.commandId))).replica;
}

/** Applies a new edit on top. On refusal the replica is unchanged. */
export function editReplica(
  replica: Replica,
  command: EditCommand,
): { readonly result: EditResult; readonly replica: Replica } {
  const result = applyEdit(replica.graph, command.op);
  if (!result.ok) return { result, replica };
  return { result, replica: { ...replica, graph: result.graph, unsent: [...replica.unsent, command] } };
}

/**
 * Takes numbered commands of the log, in any order and any number of times, own ones included.
 * `onTheWay` are the commands sent whose answer has not come.
 */
export function receiveIntoReplica(
  replica: Replica,
  arrived: readonly NumberedCommand[],
  onTheWay: ReadonlySet<string>,
): ReplicaStep {
  const fresh = arrived.filter((command) => command.seq > replica.confirmed.seq).toSorted((a, b) => a.seq - b.seq);
  const inverses = new Map<string, EditOp>();
  const landed = new Set<string>();
  let { graph, seq } = replica.confirmed;
  let gap = false;
  for (const command of fresh) {
    if (command.seq <= seq) continue;
    if (command.seq > seq + 1) {
      gap = true;
      break;
    }
    const result = applyEdit(graph, command.op);
    // The log refuses what does not apply before it numbers it, so this only fails where the copies differ.
    if (!result.ok) throw new DivergedError(command.seq, result.message);
    graph = result.graph;
    seq = command.seq;
    landed.add(command.commandId);
    inverses.set(command.commandId, result.inverse);
  }
  if (seq === replica.confirmed.seq) return { replica, inverses, refused: [], overwritten: [], gap };
  const unsent = replica.unsent.filter((command) => !landed.has(command.commandId));
  const own = replica.unsent.length - unsent.length;
  // Only own commands, in the order they were made: the document on screen already is this state.
  if (replica.leftOut === 0 && own === landed.size && isPrefix(replica.unsent, landed)) {
    return { replica: { ...replica, confirmed: { graph, seq }, unsent }, inverses, refused: [], overwritten: [], gap };
  }
  const rebased = rebase({ graph, seq }, unsent, onTheWay);
  for (const [commandId, inverse] of rebased.inverses) inverses.set(commandId, inverse);
  const applied = fresh.filter((command) => command.seq <= seq);
  const kept = rebased.replica.unsent.filter(({ commandId }) => inverses.has(commandId));
  const overwritten = findOverwritten([...applied, ...kept], (command) => isOwn(replica, command));
  return { ...rebased, inverses, overwritten, gap };
}

/** Takes out commands that the log refused or that the person gave up. */
export function dropFromReplica(
  replica: Replica,
  commandIds: ReadonlySet<string>,
  onTheWay: ReadonlySet<string>,
): ReplicaStep {
  const unsent = replica.unsent.filter((command) => !commandIds.has(command.commandId));
  return rebase(replica.confirmed, unsent, onTheWay);
}

/** The copies differ: the log holds a command that does not apply here. Only a fresh copy helps. */
export class DivergedError extends Error {
  readonly seq: number;
  constructor(seq: number, message: string) {
    super(`Edit ${seq} of the draft does not fit this copy: ${message}`);
    this.name = "DivergedError";
    this.seq = seq;
  }
}

function rebase(
  confirmed: Replica["confirmed"],
  unsent: readonly EditCommand[],
  onTheWay: ReadonlySet<string>,
): ReplicaStep {
  const kept: EditCommand[] = [];
  const refused: RefusedEdit[] = [];
  const inverses = new Map<string, EditOp>();
  let graph = confirmed.graph;
  let leftOut = 0;
  for (const command of unsent) {
    const result = applyEdit(graph, command.op);
    if (result.ok) {
      graph = result.graph;
      inverses.set(command.commandId, result.inverse);
      kept.push(command);
    } else if (onTheWay.has(command.commandId)) {
      kept.push(command);
      leftOut += 1;
    } else {
      refused.push({
        commandId: command.commandId,
        op: command.op,
        refusal: result.refusal,
        message: result.message,
      });
    }
  }
  return { replica: { confirmed, unsent: kept, leftOut, graph }, inverses, refused, overwritten: [], gap: false };
}

function isOwn(replica: Replica, { commandId, clientId }: EditCommand): boolean {
  return replica.unsent.some((own) => own.commandId === commandId || own.clientId === clientId);
}

/** Own edits that set what others set just before them, to something else. */
function findOverwritten(
  commands: readonly EditCommand[],
  isMine: (command: EditCommand) => boolean,
): readonly Overwritten[] {
  const theirs = new Map<string, FieldEdit>();
  const found = new Map<string, Overwritten>();
  for (const command of commands) {
    for (const edit of fieldEdits(command.op)) {
      const key = fieldKey(edit.field);
      const other = theirs.get(key);
      if (!isMine(command)) {
        theirs.set(key, edit);
        found.delete(key);
      } else if (other && JSON.stringify(other.value) !== JSON.stringify(edit.value)) {
        found.set(key, { commandId: command.commandId, theirs: other, mine: edit });
      } else found.delete(key);
    }
  }
  return [...found.values()];
}

function isPrefix(unsent: readonly EditCommand[], landed: ReadonlySet<string>): boolean {
  for (let index = 0; index < landed.size; index++) {
    const command = unsent[index];
    if (!command || !landed.has(command.commandId)) return false;
  }
  return true;
}
