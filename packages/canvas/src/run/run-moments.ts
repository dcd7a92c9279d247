import {
  createReplay,
  fold,
  initialState,
  type PlanIndex,
  type Replay,
  type ReplayMoment,
  type RunEvent,
  type RunState,
  stateFromJson,
} from "@orrery/engine";

/** How many events are folded in one go while the checkpoints are laid. */
const SLICE = 512;

/** The moments of a log that grows: any of them, at the cost of a few hundred events. */
export class RunMoments {
  readonly #index: PlanIndex;
  readonly #events: RunEvent[] = [];
  /** What the log begins with, where its first events are not here. */
  #snapshot: unknown = null;
  #replay: Replay | null = null;

  constructor(index: PlanIndex) {
    this.#index = index;
  }

  /** The log from its first known event on. */
  get events(): readonly RunEvent[] {
    return this.#events;
  }

  append(events: readonly RunEvent[]): void {
    this.#events.push(...events);
    this.#replay?.append(events);
  }

  /** Begins anew behind a snapshot. */
  begin(snapshot: unknown): void {
    this.#events.length = 0;
    this.#snapshot = snapshot;
    this.#replay = null;
  }

  /** The state after the event `seq`. It is the replay's own and holds until the next call. */
  at(seq: number): ReplayMoment {
    return this.#made().at(seq);
  }

  /** The state after the event `seq`, for the caller to keep. */
  own(seq: number): RunState {
    const state = this.#start();
    fold(
      state,
      this.#events.filter((event) => event.seq <= seq),
    );
    return state;
  }

  /** Lays checkpoints in pauses of the page as long as `mayGoOn`, so that the first jump is as quick as the others. Returns what ends it. */
  prepare(mayGoOn: () => boolean): () => void {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let seq = 0;
    const goOn = () => {
      timer = null;
      const replay = this.#made();
      if (!mayGoOn() || seq >= replay.last) return;
      seq = replay.at(Math.max(seq, replay.first) + SLICE).state.seq;
      timer = setTimeout(goOn);
    };
    timer = setTimeout(goOn);
    return () => {
      if (timer !== null) clearTimeout(timer);
    };
  }

  #made(): Replay {
    this.#replay ??= createReplay(this.#index, this.#events, { from: this.#start() });
    return this.#replay;
  }

  #start(): RunState {
    return stateFromJson(this.#index, this.#snapshot) ?? initialState(this.#index);
  }
}
