import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunStore } from "@orrery/db";
import { freePort } from "@orrery/db/embedded";
import { plantFile } from "../planted/plant-file.ts";
import type { Guard } from "./guard.ts";
import { type ManagedProcess, startProcess } from "./managed-process.ts";
import { openSeat, type Seat } from "./seat.ts";
import type { Undo } from "./undo.ts";

const main = resolve(import.meta.dirname, "../../../apps/executor/src/main.ts");
/** What the dead process had sent may still be under way in the database. */
const lastWritesMs = 50;

/** A run that lost its executor: when, and under which epoch it had been driven. */
export interface Orphan {
  readonly runId: string;
  readonly epoch: number;
  /** Epoch ms. */
  readonly at: number;
  /** Whether the executor was killed or only stopped. */
  readonly by: "kill" | "stop";
}

/** Real executors on one database, each in its seat. */
export interface Fleet {
  /**
   * Kills it (SIGKILL) as soon as another one is at work: where a busy machine has none, this would only measure how long a
   * process takes to start.
   */
  kill(seat: number, backAfterMs: number): Promise<void>;
  /** Stops it (SIGSTOP) by the same rule, and lets it go on after a while. */
  stop(seat: number, forMs: number): Promise<void>;
  /** Every run that a kill or a stop left without its executor, as far as the database could be asked just then. */
  readonly orphans: readonly Orphan[];
  /** Where each of them listens: `http://host:port`. */
  readonly addresses: readonly string[];
  /** What any of them logged as an error. */
  complaints(): readonly string[];
}

/** Opens the seats and waits until all can work; what was started is in `undo` before that. */
export async function openFleet(
  undo: Undo,
  options: {
    readonly seats: number;
    readonly databaseUrl: string;
    /** The private address that steps may reach. */
    readonly ledger: string;
    readonly studioPort: number;
    readonly store: RunStore;
    readonly guard: Guard;
    /** A fault that every executor is started with; null: none. */
    readonly plant: string | null;
    readonly onCrash: (words: string) => void;
  },
): Promise<Fleet> {
  const orphans: Orphan[] = [];
  const all: ManagedProcess[] = [];
  const seats: Seat[] = [];
  const addresses: string[] = [];
  for (let i = 0; i < options.seats; i += 1) {
    const port = await freePort();
    addresses.push(`http://127.0.0.1:${port}`);
    const env = {
      DATABASE_URL: options.databaseUrl,
      EXECUTOR_PORT: String(port),
      PORT: String(options.studioPort),
      ORRERY_ALLOW_PRIVATE_HOSTS: options.ledger,
    };
    const file = options.plant === null ? main : ([plantFile(options.plant), main] as const);
    const start = (): ManagedProcess => {
      const started = options.guard.watch(startProcess(file, env, "Executor ready"));
      all.push(started);
      return started;
    };
    const seat = openSeat(start, (words) => options.onCrash(`An executor ${words}`));
    undo.push(() => seat.close());
    seats.push(seat);
  }

  const noteOrphans = async (pid: number, at: number, by: Orphan["by"]): Promise<void> => {
    await sleep(lastWritesMs);
    const owned = await options.store.pool.query<{ id: string; epoch: number }>(
      `SELECT run.id, run.epoch FROM run JOIN executor ON executor.id = run.owner
        WHERE executor.pid = $1 AND run.ended_at IS NULL`,
      [pid],
    );
    orphans.push(...owned.rows.map(({ id, epoch }) => ({ runId: id, epoch, at, by })));
  };
  const seatOf = (index: number): Seat => {
    const seat = seats[index];
    if (seat === undefined) throw new RangeError(`There is no seat ${index}.`);
    return seat;
  };

  const untilAnotherIsAtWork = async (index: number): Promise<void> => {
    while (!seats.some((seat, i) => i !== index && seat.present().isAtWork())) await sleep(50);
  };

  await Promise.all(seats.map((seat) => seat.present().ready));
  return {
    orphans,
    addresses,
    complaints: () => all.flatMap(({ complaints }) => complaints),
    async kill(index, backAfterMs) {
      await untilAnotherIsAtWork(index);
      const at = Date.now();
      const pid = await seatOf(index).kill(backAfterMs);
      // Not known while the database is away: then there is one measurement less, and no check.
      await noteOrphans(pid, at, "kill").catch(() => undefined);
    },
    async stop(index, forMs) {
      await untilAnotherIsAtWork(index);
      const process = seatOf(index).present();
      process.signal("SIGSTOP");
      await noteOrphans(process.pid, Date.now(), "stop").catch(() => undefined);
      await sleep(forMs);
      process.signal("SIGCONT");
    },
  };
}
