import { isPassingTrouble } from "@orrery/db";
import { fold, indexPlan, initialState, type RunEvent, type RunState, runStatus } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import type { House } from "./open-house.ts";

const page = 1_000;
const pollMs = 500;
/** How long a database may be away. */
const patienceMs = 60_000;
/** How often to look whether somebody still drives the run. */
const lookMs = 5_000;

export interface Following {
  readonly runId: string;
  readonly plan: Plan;
  readonly onEvent: (event: RunEvent, state: RunState) => void;
  /** Asked after each look at the log: whether to stop following a run that has not ended. */
  readonly isEnough: (state: RunState) => boolean;
  /** Aborts to stop following at once. */
  readonly signal: AbortSignal;
}

/** Hands over every event of the run, in order, until it has ended or it is enough. Gives the state it is in then. */
export async function followRun(house: House, following: Following): Promise<RunState> {
  const { runId, plan, signal } = following;
  const { log, bus } = house.store;
  const state = initialState(indexPlan(plan));
  let wake = (): void => undefined;
  let isStirred = true;
  const stir = (): void => {
    isStirred = true;
    wake();
  };
  const undo = bus.subscribe("run", (id) => {
    if (id === runId) stir();
  });
  signal.addEventListener("abort", stir);
  let lookAt = Date.now() + lookMs;
  let answeredAt = Date.now();
  const readPatiently = async (): Promise<readonly RunEvent[]> => {
    try {
      const events = await log.read(runId, state.seq, page);
      answeredAt = Date.now();
      return events;
    } catch (error) {
      if (!isPassingTrouble(error) || Date.now() - answeredAt > patienceMs) throw error;
      return [];
    }
  };
  try {
    for (;;) {
      isStirred = false;
      const events = await readPatiently();
      for (const event of events) {
        fold(state, [event]);
        following.onEvent(event, state);
      }
      if (events.length === page) continue;
      if (state.end !== null || signal.aborted || following.isEnough(state)) return state;
      if (Date.now() > lookAt && !["waiting", "paused"].includes(runStatus(state))) {
        await house.ensureExecutor().catch(() => undefined);
        lookAt = Date.now() + lookMs;
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (isStirred) wake();
      });
    }
  } finally {
    signal.removeEventListener("abort", stir);
    undo();
  }
}
