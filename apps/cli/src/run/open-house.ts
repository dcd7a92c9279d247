import { join } from "node:path";
import { createDb, DatabaseProblem, openRunStore, type RunStore } from "@orrery/db";
import { migrate } from "@orrery/db/migrate";
import { createEgress } from "@orrery/egress";
import { commandSchema } from "@orrery/engine";
import { type RunningExecutor, startExecutor } from "@orrery/executor";
import { createModels } from "@orrery/models";
import { catalog } from "@orrery/nodes/catalog";
import { compile } from "@orrery/plan";
import { type Actor, countExecutors, createServices, readMaxQueued, type ServiceContext } from "@orrery/services";
import { openDatabase } from "../up/database.ts";
import { openInstanceKey } from "../up/open-instance-key.ts";
import type { UpSettings } from "../up/read-settings.ts";
import { StartProblem } from "../up/start-problem.ts";

/** Whoever can open the database is its operator. */
const local: Actor = { kind: "local", workspaceId: "default", role: "owner" };

/** A database that is up to date and an executor that drives its runs: those that are there, or started for this call. */
export interface House {
  readonly ctx: ServiceContext;
  readonly store: RunStore;
  /** Starts an executor in this process where none is alive any more. */
  ensureExecutor(): Promise<void>;
  /** Ends everything that this process has started. */
  close(): Promise<void>;
}

/** What the environment has wrong is told by its readers in words for people. */
function inWords<Made>(make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (error instanceof DatabaseProblem) throw error;
    throw new StartProblem(error instanceof Error ? error.message : String(error));
  }
}

/**
 * @param say for troubles that pass, in one line each.
 * @throws DatabaseProblem where the database cannot be opened, StartProblem where the environment is set up wrongly.
 */
export async function openHouse(settings: UpSettings, say: (line: string) => void): Promise<House> {
  const undo: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let last = undo.pop(); last !== undefined; last = undo.pop()) await last();
  };
  try {
    const database = await openDatabase(settings);
    undo.push(() => database.close());
    await migrate(database.url, join(settings.root, "prisma/migrations"));
    await openInstanceKey(settings, database.url);
    const env = { ...process.env, ...(settings.keyFile !== null && { ORRERY_KEY_FILE: settings.keyFile }) };
    const store = openRunStore({ databaseUrl: database.url, parseCommand: (row) => commandSchema.parse(row) });
    undo.push(() => store.close());
    const db = createDb(store.pool);
    undo.push(() => db.$disconnect());
    const egress = createEgress();
    undo.push(() => egress.close());
    const models = inWords(() => createModels({ env: process.env, egress }));
    const { log, values, archives, bus, pool } = store;
    const services = createServices({
      db,
      pool,
      catalog,
      compile: (graph, interfaces, beside) =>
        compile(graph, { catalog, ...beside, ...(interfaces !== undefined && { interfaces }) }),
      models,
      bus,
      log,
      values,
      archives,
      maxQueued: inWords(() => readMaxQueued(process.env)),
    });
    const ctx = { services, actor: local };
    let executor: RunningExecutor | null = null;
    const ensureExecutor = async (): Promise<void> => {
      if (executor !== null || (await countExecutors({ ctx })).alive > 0) return;
      const started = inWords(() =>
        startExecutor({
          databaseUrl: database.url,
          env,
          ownPorts: [settings.port, settings.executorPort],
          news: {
            onDatabase: (isThere) => say(isThere ? "The database is back." : "The database is away; trying again."),
            onTrouble: (what) => say(`${what}; trying again.`),
            onFault: (_runId, message) => say(`A fault stopped the run: ${message}`),
          },
        }),
      );
      executor = started;
      undo.push(() => started.stop());
      await started.ready;
    };
    await ensureExecutor();
    return { ctx, store, ensureExecutor, close };
  } catch (error) {
    await close();
    throw error;
  }
}
