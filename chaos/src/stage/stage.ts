import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openRunStore, type RunStore } from "@orrery/db";
import { freePort } from "@orrery/db/embedded";
import { migrate } from "@orrery/db/migrate";
import { commandSchema } from "@orrery/engine";
import type { Random } from "@orrery/engine/testing";
import { openCaller } from "./caller.ts";
import { type ChaosPostgres, openChaosPostgres } from "./chaos-postgres.ts";
import { type Fleet, openFleet } from "./fleet.ts";
import { openGuard } from "./guard.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import type { Seat } from "./seat.ts";
import { openStudioSeat } from "./studio-seat.ts";
import type { Undo } from "./undo.ts";

const migrations = resolve(import.meta.dirname, "../../../prisma/migrations");

/** Everything that takes part, all of it real and our own: a Postgres, executors, a studio's door, the outside world. */
export interface Stage {
  readonly postgres: ChaosPostgres;
  readonly ledger: Ledger;
  readonly fleet: Fleet;
  readonly studio: Seat;
  readonly studioUrl: string;
  /** For looking: what the log and the rows say. */
  readonly store: RunStore;
  /** What ended although nobody killed it. */
  readonly crashes: readonly string[];
}

/** Opens the stage in a temporary folder. Each part is in `undo` as soon as it is there, so that nothing outlives a failure. */
export async function openStage(
  undo: Undo,
  options: { readonly seats: number; readonly random: Random; readonly plant: string | null },
): Promise<Stage> {
  const guard = openGuard();
  undo.push(() => guard.close());
  const dataDir = await mkdtemp(join(tmpdir(), "orrery-chaos-"));
  guard.watchFolder(dataDir);
  undo.push(() => rm(dataDir, { recursive: true, force: true }));
  const postgres = await openChaosPostgres(dataDir);
  undo.push(() => postgres.close());
  await migrate(postgres.url, migrations);
  const store = openRunStore({
    databaseUrl: postgres.url,
    poolSize: 4,
    parseCommand: (row) => commandSchema.parse(row),
  });
  undo.push(() => store.close());
  let executors: readonly string[] = [];
  const caller = openCaller(() => executors, options.random);
  undo.push(async () => caller.close());
  const ledger = await openLedger(options.random, caller.call);
  undo.push(() => ledger.close());
  const crashes: string[] = [];
  const onCrash = (words: string): void => void crashes.push(words);
  const studioPort = await freePort();
  const databaseUrl = postgres.url;
  const studio = await openStudioSeat(undo, { databaseUrl, port: studioPort, guard, onCrash });
  const fleet = await openFleet(undo, {
    seats: options.seats,
    databaseUrl,
    ledger: ledger.address,
    studioPort,
    store,
    guard,
    plant: options.plant,
    onCrash,
  });
  executors = fleet.addresses;
  return { postgres, ledger, fleet, studio, studioUrl: `http://127.0.0.1:${studioPort}`, store, crashes };
}
