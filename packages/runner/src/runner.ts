import type { EventBody, RunEnd } from "@orrery/engine";
import type { Catalog, Runtimes } from "@orrery/node-kit";
import type { Json, Plan } from "@orrery/plan";
import type { Bus, ClaimedRun, Commands, EventLog, Leases, ResultCache, Values } from "@orrery/ports";
import { CallDesk } from "./call-desk.ts";
import { type Drive, type DriveMeans, driveRun, messageOf } from "./drive-run.ts";
import { OriginAway } from "./fork-origin.ts";
import { gateOfChild } from "./gate-of-child.ts";
import { createJournal } from "./journal.ts";
import type { Maybe } from "./maybe.ts";
import { type PreparedPlan, preparePlan } from "./prepared-plan.ts";
import type { DriveEnd } from "./run-driver.ts";
import { createRunValues } from "./run-values.ts";
import type { StepMeans } from "./step-context.ts";
import { SubStepDesk } from "./sub-step-desk.ts";
import { createValueCache } from "./value-cache.ts";

/** What a runner tells the process around it; nothing here holds data of a run. */
export interface RunnerNews {
  /** Something failed that is tried again. */
  readonly onTrouble: (what: string, error: unknown) => void;
  /** A fault of Orrery's own stopped a run. */
  readonly onFault: (runId: string, message: string) => void;
  /** These events of a run are in its log, written here; for figures. Must be quick and never throw. */
  readonly onRecorded?: (run: { readonly runId: string; readonly plan: Plan }, events: readonly EventBody[]) => void;
}

export interface RunnerOptions {
  readonly log: EventLog;
  readonly leases: Leases;
  readonly commands: Commands & { author(runId: string, commandId: string): Promise<string | null> };
  readonly values: Values;
  /** Absent: results of steps are not kept. */
  readonly cache?: ResultCache;
  readonly bus: Bus;
  readonly catalog: Catalog;
  readonly runtimes: Runtimes;
  readonly means: StepMeans;
  /** The address of a step that waits for a call; the same whenever it is asked for. */
  readonly signalAddress: (place: { readonly runId: string; readonly stepKey: string }) => Maybe<string>;
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
  /** The same ahead of the run's job, which joins when it comes here. A failure is the job's affair. */
  driveAhead(runId: string): void;
  /**
   * Drives a run that was made as this executor's own, which nobody else knows of. Resolves with how it ended and what it
   * gave; null where it only waits, or was given away.
   */
  driveOwn(run: ClaimedRun): Promise<{ readonly end: RunEnd; readonly output: Json } | null>;
  /** Lets go of everything without a word: the leases are lost. */
  abandonAll(): void;
  /** Looks at every active run again, after a heartbeat or a connection came back. */
  wakeAll(): void;
  /** Begins nothing more. Resolves when everything under way has ended, at the latest after `graceMs`. */
  stop(graceMs: number): Promise<void>;
  readonly figures: { readonly active: number; readonly events: number; readonly batches: number };
}

interface ActiveDrive extends Drive {
  readonly done: Promise<void>;
  /** Of a drive that began ahead of its job: what the job is to come to. */
  ahead: Promise<void> | null;
  /** Of a run that is this executor's already. */
  own: { readonly owner: string; readonly run: ClaimedRun } | null;
}

const cacheBytes = 64 * 1024 * 1024;
const plansKept = 200;
const inboxPollMs = 5_000;
const unreadableMs = 60_000;
const longestUnreadableMs = 3_600_000;

export function createRunner(options: RunnerOptions): Runner {
  const { log, leases, commands, bus, news } = options;
  const drives = new Map<string, ActiveDrive>();
  const prepared = new Map<string, PreparedPlan>();
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

  /**
   * What a step needs from the database is read for as long as that is away: its step must not fail over it. When this
   * executor stops first the answer never comes, the step is cut off, and another executor makes it again.
   */
  const patiently = <T>(what: string, work: () => Promise<T>): Promise<T> =>
    insist(what, work).catch((error) => {
      if (isStopping && options.isPassing(error)) return new Promise<never>(() => undefined);
      throw error;
    });
  const { values } = options;
  const cache = createValueCache(
    {
      read: (runId, id) => patiently("A value could not be read", () => values.read(runId, id)),
      readMany: (runId, ids) => patiently("Values could not be read", () => values.readMany(runId, ids)),
    },
    cacheBytes,
  );

  const driveMeans: DriveMeans = {
    log,
    leases,
    commands,
    journal,
    insist,
    mayBegin: options.mayBegin,
    onTrouble: news.onTrouble,
    onFault: news.onFault,
    ...(news.onRecorded !== undefined && { onRecorded: news.onRecorded }),
    contextOf: (run, plan, state) => ({
      runId: run.runId,
      lineage: { parent: run.parent ?? null, depth: run.depth ?? 0 },
      workspaceId: run.workspaceId,
      cache: options.cache ?? null,
      readOf: (runId, valueId) => options.values.read(runId, valueId),
      prepared: plan,
      means: options.means,
      state,
      values: createRunValues({
        runId: run.runId,
        prepared: plan,
        cache,
        state,
        signalAddress: (stepKey) => {
          const address = options.signalAddress({ runId: run.runId, stepKey });
          return address instanceof Promise ? patiently("An address could not be made", () => address) : address;
        },
      }),
      calls: new CallDesk(state),
      subSteps: new SubStepDesk(state),
      readOther: (otherId, valueId) => patiently("A value could not be read", () => values.read(otherId, valueId)),
      sendDelta: (delta) => {
        // Live text may be lost; the value that follows it is not.
        bus.publishDelta(run.runId, delta).catch(() => undefined);
      },
      authorOf: (commandId) => {
        if (commandId === null) return "";
        const author = () => commands.author(run.runId, commandId);
        return patiently("The author of an answer could not be read", author).then((by) => by ?? "");
      },
    }),
  };

  const claimAndDrive = async (runId: string, drive: ActiveDrive): Promise<DriveEnd | null> => {
    const { own } = drive;
    drive.own = null;
    const claim =
      own ??
      (await insist("A run could not be claimed", async () => {
        const owner = options.owner();
        return { owner, run: await leases.claim(runId, owner) };
      }));
    if (claim.run === null) return null;
    const { run, owner } = claim;
    if (run.input !== null) cache.put(runId, run.input);
    try {
      const gate = run.parent === undefined ? null : await gateOfChild(run, (id) => cache.get(runId, id));
      if (
        gate !== null &&
        (await insist("A run could not be queued", () => leases.queue(runId, owner, run.epoch, gate)))
      )
        return null;
      return await driveRun(driveMeans, { run, plan: prepare(run.plan), owner }, drive);
    } catch (error) {
      if (isStopping) throw error;
      // It cannot even be read. Kept, it would be nobody's; given back, it is tried again, ever later.
      const { troubles = 0 } = run;
      const until = Date.now() + Math.min(unreadableMs * 2 ** Math.min(troubles, 16), longestUnreadableMs);
      const why = error instanceof OriginAway ? error.message : "An executor could not read it, and its log says why.";
      const putOff = () => leases.putOff(runId, owner, run.epoch, { until, why });
      const isOff = await insist("A run could not be given back", putOff);
      if (isOff && troubles === 0) news.onFault(runId, messageOf(error));
      return isOff ? "waiting" : "stale";
    }
  };

  /** A job for a run that is driven here already: its own, which then holds its slot to the end, or one for a command. */
  const join = async (drive: ActiveDrive): Promise<void> => {
    const { ahead } = drive;
    drive.ahead = null;
    drive.look();
    await ahead;
  };

  const lookAll = (): void => {
    for (const drive of drives.values()) drive.look();
  };
  const stopListening = [bus.subscribe("command", (runId) => drives.get(runId)?.look()), bus.onReconnect(lookAll)];
  const poll = setInterval(lookAll, inboxPollMs);
  poll.unref();

  const driveNow = async (runId: string, drive: ActiveDrive, done: () => void): Promise<void> => {
    try {
      for (;;) {
        const end = await claimAndDrive(runId, drive);
        const isMine = end === "waiting" || end === "stopped" || end === "rejected";
        if (isMine || !drive.takeAsked()) break;
        // Commands whose job came here while the run was ending are answered too: they are refused. And a job that came while
        // the run was not this drive's (any more, or yet) may be the one by which it was passed on: then it is claimed once more.
        const pending = () => commands.pending(runId);
        if (end === "ended" && (await insist("An inbox could not be read", pending)).length === 0) break;
      }
    } catch (error) {
      news.onFault(runId, messageOf(error));
      throw error;
    } finally {
      drives.delete(runId);
      done();
    }
  };

  const begin = (
    runId: string,
    own: ActiveDrive["own"] = null,
  ): { readonly drive: ActiveDrive; readonly driven: Promise<void> } => {
    const done = Promise.withResolvers<void>();
    let isAsked = false;
    const drive: ActiveDrive = {
      driver: null,
      isLeaving: false,
      read: null,
      look: () => {
        isAsked = true;
        drive.read?.();
      },
      wasAsked: () => isAsked,
      takeAsked: () => {
        const was = isAsked;
        isAsked = false;
        return was;
      },
      isStopping: () => isStopping,
      done: done.promise,
      ahead: null,
      own,
      end: null,
    };
    drives.set(runId, drive);
    const letGo = (): void => {
      // Whoever made the run as its own still wants what it gave.
      if (own === null) cache.forget(runId);
      done.resolve();
    };
    return { drive, driven: driveNow(runId, drive, letGo) };
  };

  return {
    get figures() {
      return { active: drives.size, ...journal.figures };
    },

    async drive(runId) {
      for (;;) {
        const present = drives.get(runId);
        if (present === undefined) break;
        // A job that comes while the run is being let go may stand for a command that came just too late to keep it.
        const isGoing = present.isLeaving || present.driver?.isOver === true;
        if (!isGoing) return join(present);
        await present.done;
      }
      if (isStopping) throw new Error("This executor is stopping.");
      await begin(runId).driven;
    },

    driveAhead(runId) {
      if (isStopping || drives.has(runId)) return;
      const { drive, driven } = begin(runId);
      drive.ahead = driven;
      driven.catch(() => undefined);
    },

    async driveOwn(run) {
      const { drive, driven } = begin(run.runId, { owner: options.owner(), run });
      try {
        await driven;
        const { end } = drive;
        if (end === null) return null;
        const output = end.output === null ? null : await cache.get(run.runId, end.output.id);
        return { end, output };
      } finally {
        // A job may have come for it meanwhile; then it is that drive's to forget.
        if (!drives.has(run.runId)) cache.forget(run.runId);
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
