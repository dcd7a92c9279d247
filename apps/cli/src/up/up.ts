import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseProblem } from "@orrery/db/check";
import { prepareDataFolder } from "@orrery/db/embedded";
import { generateClient } from "@orrery/db/generate";
import { migrate } from "@orrery/db/migrate";
import { buildViewer } from "@orrery/viewer/build";
import { buildStudio } from "./build-studio.ts";
import { checkPorts } from "./check-ports.ts";
import { claimDataFolder, leaveDataFolder } from "./data-claim.ts";
import { openDatabase } from "./database.ts";
import { keepLogsSmall } from "./keep-logs-small.ts";
import { type KeptService, keepRunning } from "./keep-running.ts";
import { openInstanceKey } from "./open-instance-key.ts";
import { watchRunners } from "./package-runners.ts";
import { phases, type Say } from "./phases.ts";
import type { UpSettings } from "./read-settings.ts";
import { orreryServices, type Service } from "./services.ts";
import { mintSignInUrl } from "./sign-in-url.ts";
import { StartProblem } from "./start-problem.ts";

/** Enough for the notes and logs of a start; the database asks for its own. */
const MEGABYTES_FOR_NOTES = 4;

export type UpOptions = {
  readonly settings: UpSettings;
  readonly say: Say;
  /** What to keep running, given the database's address; by default the studio and the executor. */
  readonly services?: (settings: UpSettings, databaseUrl: string) => readonly Service[];
};

/**
 * Starts everything, prints one line with the address, and stays until it is told to stop (SIGINT, SIGTERM, SIGHUP, or
 * the end of the package runner that started it). Everything it started ends before it does.
 * @returns the exit code: 0 when it was told to stop, 1 when it could not start; the reason has been printed.
 */
export async function up(options: UpOptions): Promise<number> {
  const { settings, say } = options;
  const undo: Undo[] = [];
  const told = untilTold();
  const started = start(options, undo, told.isTold);
  try {
    const why = await Promise.race([started.then(() => told.why), told.why]);
    say(why === "runner" ? "\nThe command that started Orrery has ended: stopping." : "\nStopping.");
    // What was being started meanwhile breaks off at the end of its phase, and is undone too.
    await undoAll(settings, undo);
    await started.catch(() => undefined);
    await undoAll(settings, undo);
    return 0;
  } catch (error) {
    await undoAll(settings, undo);
    note(settings, error);
    say(isForPeople(error) ? `\n${error.message}` : `\nOrrery could not start: ${firstLine(error)}`);
    return 1;
  }
}

type Undo = () => Promise<void> | void;

async function undoAll(settings: UpSettings, undo: Undo[]): Promise<void> {
  for (let last = undo.pop(); last !== undefined; last = undo.pop()) {
    try {
      await last();
    } catch (error) {
      note(settings, error);
    }
  }
}

async function start(options: UpOptions, undo: Undo[], isTold: () => boolean): Promise<void> {
  const { settings, say, services } = options;
  const { root, dataDir, mode } = settings;
  const studioUrl = `http://127.0.0.1:${settings.port}`;
  const told = phases(say, () => performance.now(), isTold);

  prepareDataFolder(dataDir, MEGABYTES_FOR_NOTES);
  const orphans = await claimDataFolder(dataDir, studioUrl);
  undo.push(() => leaveDataFolder(dataDir));
  undo.push(keepLogsSmall(dataDir));
  if (orphans.length > 0) say(`  Stopped what an earlier start left running: ${orphans.join(", ")}.`);
  await checkPorts(settings);

  const database = await told.run(
    "Database",
    async () => {
      const opened = await openDatabase(settings);
      undo.push(() => opened.close());
      return opened;
    },
    ({ note }) => note,
  );
  await told.run(
    "Migrations",
    () => migrate(database.url, join(root, "prisma/migrations")),
    ({ applied }) => (applied.length === 0 ? "up to date" : `${applied.length} applied`),
  );
  await openInstanceKey(settings, database.url);
  await told.run(
    "Database client",
    () => generateClient(root),
    (made) => (made ? "generated" : "up to date"),
  );
  await told.run(
    "Viewer",
    () => buildViewer(root),
    (made) => (made ? "bundled" : "up to date"),
  );
  if (services === undefined && mode === "production") {
    await told.run(
      "Studio build",
      () =>
        buildStudio({
          root,
          dataDir,
          onBuild: () => say("  Building the studio, which takes half a minute ..."),
          register: ({ stop }) => undo.push(stop),
        }),
      (built) => (built ? "built" : "up to date"),
    );
  }
  const keep = { dataDir, say, showOutput: mode === "development" };
  const kept: KeptService[] = [];
  undo.push(async () => {
    await Promise.all(kept.map((service) => service.stop()));
  });
  const list = (services ?? orreryServices)(settings, database.url);
  const [signInUrl] = await Promise.all([
    mintSignInUrl(settings, database.url),
    ...list.map((service) =>
      told.run(
        `${service.name.charAt(0).toUpperCase()}${service.name.slice(1)}`,
        () => keepRunning(service, keep, (running) => kept.push(running)),
        () => service.url,
      ),
    ),
  ]);
  undo.push(database.watch(say));
  say(`\nReady in ${told.total()}. Open ${signInUrl}`);
}

function untilTold(): { readonly why: Promise<"signal" | "runner">; readonly isTold: () => boolean } {
  let isTold = false;
  const why = new Promise<"signal" | "runner">((resolve) => {
    const tell = (reason: "signal" | "runner"): void => {
      isTold = true;
      resolve(reason);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => tell("signal"));
    watchRunners(() => tell("runner"));
  });
  return { why, isTold: () => isTold };
}

function isForPeople(error: unknown): error is Error {
  return error instanceof StartProblem || error instanceof DatabaseProblem;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split("\n")[0] ?? "";
}

/** The whole story, for whoever looks for it; the data folder may be what is broken. */
function note({ dataDir }: UpSettings, error: unknown): void {
  const story = error instanceof Error ? (error.stack ?? error.message) : String(error);
  try {
    appendFileSync(join(dataDir, "launcher.log"), `${new Date().toISOString()} ${story}\n`, { mode: 0o600 });
  } catch {
    // Then it has been said on the terminal, and nowhere else.
  }
}
