import type { RunEnd } from "@orrery/engine";
import type { ClaimedRun, Commands, EventLog, Leases } from "@orrery/ports";
import { forkOrigin } from "./fork-origin.ts";
import { createInbox } from "./inbox.ts";
import type { Journal } from "./journal.ts";
import { createSnapshots, loadRun } from "./load-run.ts";
import type { PreparedPlan } from "./prepared-plan.ts";
import type { RunContext } from "./run-context.ts";
import { type DriveEnd, RunDriver } from "./run-driver.ts";
import type { RunnerNews } from "./runner.ts";
import { recordError } from "./step-result.ts";

/** Waits that end sooner are sat out; longer ones give the run back and hold nothing. */
const nearMs = 1_000;

/** What driving any run of a process needs. */
export interface DriveMeans {
  readonly log: EventLog;
  readonly leases: Leases;
  readonly commands: Commands;
  readonly journal: Journal;
  readonly mayBegin: () => boolean;
  readonly contextOf: (run: ClaimedRun, plan: PreparedPlan, state: RunContext["state"]) => RunContext;
  /** Tries again for as long as the error only says that the database is away: the lease is held meanwhile. */
  readonly insist: <T>(what: string, work: () => Promise<T>) => Promise<T>;
  readonly onTrouble: (what: string, error: unknown) => void;
  readonly onFault: (runId: string, message: string) => void;
  readonly onRecorded?: RunnerNews["onRecorded"];
}

/** What others may see and do of a drive under way. */
export interface Drive {
  driver: RunDriver | null;
  /** The run is being given back; a job that comes now may stand for a command that came just too late to keep it. */
  isLeaving: boolean;
  /** Reads the inbox into the driver; null before there is one. */
  read: (() => void) | null;
  /** Something may have come into the inbox. */
  readonly look: () => void;
  /** Whether `look` was ever called. */
  readonly wasAsked: () => boolean;
  /** The same, and forgets it. */
  readonly takeAsked: () => boolean;
  /** The executor is stopping: nothing begins any more. */
  readonly isStopping: () => boolean;
  /** How the run ended, once it has while it was driven here. */
  end: RunEnd | null;
}

/** Drives a run that has just been claimed for `owner`, until it ends, only waits, or is somebody else's. */
export async function driveRun(
  means: DriveMeans,
  claim: { readonly run: ClaimedRun; readonly plan: PreparedPlan; readonly owner: string },
  drive: Drive,
): Promise<DriveEnd> {
  const { log, leases, commands, insist } = means;
  const { run, plan, owner } = claim;
  const { runId, epoch } = run;
  const loaded = await insist("A run could not be read", () => loadRun(log, run, plan));
  const origin = await insist("A run could not be read", () => forkOrigin(log, run.inbox));
  const snapshots = createSnapshots(log, { ...loaded, runId }, means.onTrouble);
  const ended = Promise.withResolvers<{ readonly end: DriveEnd; readonly message: string | undefined }>();

  const leave = async (wakeAt: number | null, needs: readonly string[] = []): Promise<void> => {
    drive.isLeaving = true;
    driver.hold();
    try {
      await snapshots.saveNow();
      const given = await insist("A run could not be given back", () =>
        leases.release(runId, owner, epoch, { wakeAt, needs }),
      );
      if (given !== "called") return driver.abandon(given === "free" ? "waiting" : "stale");
      const found = await insist("An inbox could not be read", () => commands.pending(runId));
      // Before it goes on: it may want to leave again at once.
      drive.isLeaving = false;
      driver.receive(found);
      driver.free();
    } catch (error) {
      // A stopping executor does not wait for the database: whoever sees that it is gone passes the run on.
      if (drive.isStopping()) driver.abandon("stopped");
      else driver.abandon("rejected", messageOf(error));
    } finally {
      drive.isLeaving = false;
    }
  };

  const driver = new RunDriver({
    context: means.contextOf(run, plan, () => loaded.state),
    state: loaded.state,
    origin,
    epoch,
    want: means.journal.want,
    onRecorded: (events) => means.onRecorded?.({ runId, plan: plan.plan }, events),
    mayBegin: means.mayBegin,
    onDurable: snapshots.saveSometimes,
    onEnd: (end, message) => ended.resolve({ end, message }),
    onMove: (needs) => {
      if (!drive.isLeaving) void leave(null, needs);
    },
    onIdle: (wakeAt) => {
      if (wakeAt !== null && wakeAt - Date.now() <= nearMs) driver.wakeAt(wakeAt);
      else if (!drive.isLeaving) void leave(wakeAt);
    },
  });
  drive.driver = driver;
  drive.read = createInbox({
    read: () => commands.pending(runId),
    onCommands: (found) => driver.receive(found),
    onTrouble: means.onTrouble,
  });
  driver.receive(run.inbox);
  driver.begin();
  if (drive.wasAsked()) drive.look();
  if (drive.isStopping()) driver.stop();
  const { end, message } = await ended.promise;
  drive.end = loaded.state.end;
  if (end !== "rejected") return end;
  return failRun(means, claim, message ?? "unknown");
}

/** The log refuses what this run has to say, or the engine failed over it: the run fails, and no other does. */
async function failRun(
  means: DriveMeans,
  { run, plan }: { readonly run: ClaimedRun; readonly plan: PreparedPlan },
  message: string,
): Promise<DriveEnd> {
  means.onFault(run.runId, message);
  const lastSeq = await means.insist("A run could not be read", () => endOfLog(means.log, run));
  const { state } = await means.insist("A run could not be read", () => loadRun(means.log, { ...run, lastSeq }, plan));
  if (state.end !== null) return "ended";
  const context = means.contextOf(run, plan, () => state);
  const { failed, row } = recordError(context.values, {
    code: "NOT_RECORDED",
    message: "What this run did next could not be written to its log.",
    class: "permanent",
  });
  const ended = Promise.withResolvers<DriveEnd>();
  const driver = new RunDriver({
    context,
    state,
    origin: null,
    epoch: run.epoch,
    want: means.journal.want,
    mayBegin: () => false,
    onDurable: () => undefined,
    onEnd: ended.resolve,
    onMove: () => driver.abandon("rejected"),
    onIdle: () => driver.abandon("rejected"),
  });
  driver.add({ toEvent: (at) => ({ type: "run.failed", at, error: failed }), values: [row] });
  return ended.promise;
}

/** The last number of the log; the one known from the claim may be long past. */
async function endOfLog(log: EventLog, run: ClaimedRun): Promise<number> {
  let seq = run.lastSeq;
  for (;;) {
    const events = await log.read(run.runId, seq, 1_000);
    const last = events.at(-1);
    if (last === undefined) return seq;
    seq = last.seq;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
