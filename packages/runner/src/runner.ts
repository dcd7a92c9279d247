import { fold, initialState, type RunState, STATE_VERSION, stateFromJson, stateToJson } from "@orrery/engine";
import type { Catalog, Runtimes } from "@orrery/node-kit";
import type { Plan } from "@orrery/plan";
import type { Bus, ClaimedRun, Commands, EventLog, Leases, Values } from "@orrery/ports";
import { createJournal } from "./journal.ts";
import { type PreparedPlan, preparePlan } from "./prepared-plan.ts";
import { type DriveEnd, RunDriver } from "./run-driver.ts";
import { createRunValues } from "./run-values.ts";
import type { StepMeans } from "./step-context.ts";
import { recordError } from "./step-result.ts";
import { createValueCache } from "./value-cache.ts";

/** What a runner tells the process around it; nothing here holds data of a run. */
export interface RunnerNews {
  /** Something failed that is tried again. */
  readonly onTrouble: (what: string, error: unknown) => void;
  /** A fault of Orrery's own stopped a run. */
  readonly onFault: (runId: string, message: string) => void;
}

export interface RunnerOptions {
  readonly log: EventLog;
  readonly leases: Leases;
  readonly commands: Commands & { author(runId: string, commandId: string): Promise<string | null> };
  readonly values: Values;
  readonly bus: Bus;
  readonly catalog: Catalog;
  readonly runtimes: Runtimes;
  readonly means: StepMeans;
  /** The id under which runs are claimed now; it changes when this executor has been declared dead. */
  readonly owner: () => string;
  /** Whether the heartbeat is recent: only then do effects begin. */
  readonly mayBegin: () => boolean;
  /** Whether an error only says that the database was away. */
  readonly isPassing: (error: unknown) => boolean;
  readonly news: RunnerNews;
}

/** The shell around the engine: claims runs, drives them, and lets them go. */
export interface Runner {
  /** Drives the run until it has ended or only waits; at once where somebody else does, or it has nothing to do. */
  drive(runId: string): Promise<void>;
  /** Lets go of everything without a word: the leases are lost. */
  abandonAll(): void;
  /** Looks at every active run again, after a heartbeat or a connection came back. */
  wakeAll(): void;
  /** Begins nothing more. Resolves when everything under way has ended, at the latest after `graceMs`. */
  stop(graceMs: number): Promise<void>;
  readonly figures: { readonly active: number; readonly events: number; readonly batches: number };
}

interface Drive {
  driver: RunDriver | null;
  isLeaving: boolean;
  /** Somebody asked to look before there was anything to look with. */
  isAsked: boolean;
  look(): void;
  readonly done: Promise<void>;
}

const cacheBytes = 64 * 1024 * 1024;
const plansKept = 200;
const inboxPollMs = 5_000;
/** Waits that end sooner are sat out; longer ones give the run back and hold nothing. */
const nearMs = 1_000;
const snapshotEvery = 200;
const readPage = 2_000;

export function createRunner(options: RunnerOptions): Runner {
  const { log, leases, commands, bus, means, news } = options;
  const drives = new Map<string, Drive>();
  const prepared = new Map<string, PreparedPlan>();
  const cache = createValueCache(options.values, cacheBytes);
  const journal = createJournal(log, (error) => news.onTrouble("The journal failed", error));
  let isStopping = false;

  const prepare = (plan: Plan): PreparedPlan => {
    const known = prepared.get(plan.hash);
    if (known !== undefined) return known;
    const made = preparePlan(plan, options.catalog, options.runtimes);
    prepared.set(plan.hash, made);
    for (const hash of prepared.keys()) {
      if (prepared.size <= plansKept) break;
      prepared.delete(hash);
    }
    return made;
  };

  /** A lease is held while this fails, and nobody else would take the run: so it is tried for as long as it may help. */
  const insist = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (isStopping || !options.isPassing(error)) throw error;
        if (tries === 0) news.onTrouble(what, error);
        await new Promise((resolve) => setTimeout(resolve, Math.min(2_000, 50 * 2 ** Math.min(tries, 6))));
      }
    }
  };

  const load = async (
    run: ClaimedRun,
    plan: PreparedPlan,
  ): Promise<{ readonly state: RunState; readonly snapshotSeq: number }> => {
    const snapshot = run.lastSeq < snapshotEvery ? null : await log.latestSnapshot(run.runId, STATE_VERSION);
    const folded = snapshot === null ? null : stateFromJson(plan.index, snapshot.state);
    const state = folded ?? initialState(plan.index);
    const snapshotSeq = state.seq;
    while (state.seq < run.lastSeq) {
      const events = await log.read(run.runId, state.seq, readPage);
      if (events.length === 0) throw new Error(`the log of run ${run.runId} ends before its last number`);
      fold(state, events);
    }
    return { state, snapshotSeq };
  };

  const driveOnce = async (runId: string, drive: Drive): Promise<void> => {
    const owner = options.owner();
    const run = await insist("A run could not be claimed", () => leases.claim(runId, owner));
    if (run === null) return;
    const plan = prepare(run.plan);
    const [loaded, inbox] = await insist("A run could not be read", () =>
      Promise.all([load(run, plan), commands.pending(runId)]),
    );
    const context = contextOf(run, plan, () => loaded.state);
    let snapshotSeq = loaded.snapshotSeq;
    const snapshot = async (): Promise<void> => {
      if (loaded.state.seq === snapshotSeq) return;
      snapshotSeq = loaded.state.seq;
      await log.saveSnapshot(runId, snapshotSeq, STATE_VERSION, stateToJson(loaded.state));
    };
    const ended = Promise.withResolvers<{ readonly end: DriveEnd; readonly message: string | undefined }>();
    const driver: RunDriver = new RunDriver({
      context,
      state: loaded.state,
      epoch: run.epoch,
      want: journal.want,
      mayBegin: options.mayBegin,
      onEnd: (end, message) => ended.resolve({ end, message }),
      onIdle: (wakeAt) => {
        if (wakeAt !== null && wakeAt - means.clock.now() <= nearMs) driver.wakeAt(wakeAt);
        else if (!drive.isLeaving) void leave(wakeAt);
      },
      onDurable: (seq) => {
        // Ever further apart, so that all snapshots of a run together cost no more than a few of its last.
        if (seq - snapshotSeq < Math.max(snapshotEvery, seq / 4)) return;
        snapshot().catch((error) => news.onTrouble("A snapshot could not be saved", error));
      },
    });
    const leave = async (wakeAt: number | null): Promise<void> => {
      drive.isLeaving = true;
      try {
        await snapshot();
        const isFree = await insist("A run could not be given back", () =>
          leases.release(runId, owner, run.epoch, wakeAt),
        );
        if (isFree) driver.abandon("waiting");
        else driver.receive(await insist("An inbox could not be read", () => commands.pending(runId)));
      } catch (error) {
        if (!isStopping) driver.abandon("rejected", messageOf(error));
      } finally {
        drive.isLeaving = false;
      }
    };
    drive.driver = driver;
    const wasAskedBefore = drive.isAsked;
    drive.look = lookInto(runId, driver);
    driver.receive(inbox);
    driver.begin();
    if (wasAskedBefore) drive.look();
    if (isStopping) driver.stop();
    const { end, message } = await ended.promise;
    if (end === "rejected") await failRun(run, plan, message ?? "unknown");
  };

  /** Reads the inbox, once more if it was asked to meanwhile. */
  const lookInto = (runId: string, driver: RunDriver): (() => void) => {
    let isLooking = false;
    let again = false;
    return () => {
      again = true;
      if (isLooking) return;
      isLooking = true;
      void (async () => {
        while (again) {
          again = false;
          driver.receive(await commands.pending(runId));
        }
      })()
        .catch((error) => news.onTrouble("An inbox could not be read", error))
        .finally(() => {
          isLooking = false;
        });
    };
  };

  /** The log refuses what this run has to say, or the engine failed over it: it fails, and no other run does. */
  const failRun = async (run: ClaimedRun, plan: PreparedPlan, message: string): Promise<void> => {
    news.onFault(run.runId, message);
    const last = await insist("A run could not be read", () => log.read(run.runId, 0, 1_000_000));
    const { state } = await load({ ...run, lastSeq: last.at(-1)?.seq ?? 0 }, plan);
    if (state.end !== null) return;
    const context = contextOf(run, plan, () => state);
    const { failed, row } = recordError(context.values, {
      code: "NOT_RECORDED",
      message: "What this run did next could not be written to its log.",
      class: "permanent",
    });
    const ended = Promise.withResolvers<DriveEnd>();
    const driver = new RunDriver({
      context,
      state,
      epoch: run.epoch,
      want: journal.want,
      mayBegin: () => false,
      onEnd: ended.resolve,
      onIdle: () => driver.abandon("rejected"),
      onDurable: () => undefined,
    });
    driver.add({ toEvent: (at) => ({ type: "run.failed", at, error: failed }), values: [row] });
    await ended.promise;
  };

  const contextOf = (run: ClaimedRun, plan: PreparedPlan, state: () => RunState) => ({
    runId: run.runId,
    prepared: plan,
    means,
    state,
    values: createRunValues({ runId: run.runId, prepared: plan, cache, state }),
    sendDelta: (delta: Parameters<Bus["publishDelta"]>[1]) => {
      // Live text may be lost; the value that follows it is not.
      bus.publishDelta(run.runId, delta).catch(() => undefined);
    },
    authorOf: (commandId: string | null) =>
      commandId === null ? "" : commands.author(run.runId, commandId).then((by) => by ?? ""),
  });

  const lookAll = (): void => {
    for (const drive of drives.values()) drive.look();
  };
  const stopListening = [bus.subscribe("command", (runId) => drives.get(runId)?.look()), bus.onReconnect(lookAll)];
  const poll = setInterval(lookAll, inboxPollMs);
  poll.unref();

  return {
    get figures() {
      return { active: drives.size, ...journal.figures };
    },

    async drive(runId) {
      for (;;) {
        const present = drives.get(runId);
        if (present === undefined) break;
        // A job that comes while the run is being given back may stand for a command that came just too late to keep it.
        if (!present.isLeaving) return present.look();
        await present.done;
      }
      if (isStopping) throw new Error("This executor is stopping.");
      const done = Promise.withResolvers<void>();
      const drive: Drive = {
        driver: null,
        isLeaving: false,
        isAsked: false,
        look: () => {
          drive.isAsked = true;
        },
        done: done.promise,
      };
      drives.set(runId, drive);
      try {
        await driveOnce(runId, drive);
      } catch (error) {
        news.onFault(runId, messageOf(error));
        throw error;
      } finally {
        drives.delete(runId);
        done.resolve();
      }
    },

    abandonAll() {
      for (const { driver } of drives.values()) driver?.abandon("stale");
    },

    wakeAll() {
      for (const { driver } of drives.values()) driver?.wake();
    },

    async stop(graceMs) {
      isStopping = true;
      clearInterval(poll);
      for (const end of stopListening) end();
      const all = Promise.all([...drives.values()].map(({ done }) => done));
      for (const { driver } of drives.values()) driver?.stop();
      const tooLong = setTimeout(() => {
        for (const { driver } of drives.values()) driver?.abandon("stopped");
      }, graceMs);
      await all;
      clearTimeout(tooLong);
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
