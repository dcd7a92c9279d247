import { fold, initialState, type RunState, STATE_VERSION, stateFromJson, stateToJson } from "@orrery/engine";
import type { EventLog } from "@orrery/ports";
import type { PreparedPlan } from "./prepared-plan.ts";

const snapshotEvery = 200;
const readPage = 2_000;

/** A run's state as the log has it, with the number of the snapshot that it was made from (0: none). */
export interface LoadedRun {
  readonly state: RunState;
  readonly snapshotSeq: number;
}

/** The fold of a run's log up to `lastSeq`, from its latest snapshot on. Throws where the log is shorter. */
export async function loadRun(
  log: EventLog,
  run: { readonly runId: string; readonly lastSeq: number },
  plan: PreparedPlan,
): Promise<LoadedRun> {
  const snapshot = run.lastSeq === 0 ? null : await log.latestSnapshot(run.runId, STATE_VERSION);
  const state = (snapshot && stateFromJson(plan.index, snapshot.state)) ?? initialState(plan.index);
  const snapshotSeq = state.seq;
  while (state.seq < run.lastSeq) {
    const events = await log.read(run.runId, state.seq, readPage);
    if (events.length === 0) throw logIsShort(run.runId);
    fold(state, events);
  }
  return { state, snapshotSeq };
}

/** With a code, or it would be taken for a word of the database that passes. */
function logIsShort(runId: string): Error {
  return Object.assign(new Error(`the log of run ${runId} ends before its last number`), { code: "ERR_LOG_SHORT" });
}

/** Keeps the snapshots of one run. */
export interface Snapshots {
  /** Saves one where the last is long ago: ever further apart, so that all together cost no more than a few of the last. */
  saveSometimes(): void;
  /** Saves one where there is anything new. It is a cache: where that fails, the log is read instead. */
  saveNow(): Promise<void>;
}

/** The state must hold nothing that is not durable whenever one of them is called. */
export function createSnapshots(
  log: EventLog,
  run: LoadedRun & { readonly runId: string },
  onTrouble: (what: string, error: unknown) => void,
): Snapshots {
  const { state, runId } = run;
  let savedSeq = run.snapshotSeq;
  const saveNow = async (): Promise<void> => {
    if (state.seq === savedSeq) return;
    savedSeq = state.seq;
    await log
      .saveSnapshot(runId, state.seq, STATE_VERSION, stateToJson(state))
      .catch((error) => onTrouble("A snapshot could not be saved", error));
  };
  return {
    saveNow,
    saveSometimes: () => {
      if (state.seq - savedSeq < Math.max(snapshotEvery, state.seq / 4)) return;
      void saveNow();
    },
  };
}
