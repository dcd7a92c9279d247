import { createDb, createMemoryStore, openRunStore } from "@orrery/db";
import { createEgress, parseHostList } from "@orrery/egress";
import { commandSchema } from "@orrery/engine";
import { createTools } from "@orrery/mcp";
import { createMemory } from "@orrery/memory";
import { createModels } from "@orrery/models";
import { catalog } from "@orrery/nodes/catalog";
import { cutDocument, readDocumentText } from "@orrery/nodes/documents";
import { createCompiler } from "@orrery/plan";
import {
  type Auth,
  createAuth,
  createModelSetup,
  createSecrets,
  createServices,
  createToolSetup,
  fetchPage,
  instanceSecret,
  readInstanceKey,
  readMaxQueued,
  type Services,
} from "@orrery/services";

export interface Installation {
  readonly services: Services;
  /** Made at first use, because its secret is in the database. */
  auth(): Promise<Auth>;
}

declare global {
  // Next loads this module more than once in a process; the pool and the LISTEN connection must be one.
  var orreryInstallation: Installation | undefined;
}

/** The connections and services of this process, opened at first use. Throws when `DATABASE_URL` is missing. */
export function installation(): Installation {
  globalThis.orreryInstallation ??= open();
  return globalThis.orreryInstallation;
}

function open(): Installation {
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) throw new Error("DATABASE_URL is not set. Start Orrery with `npx -y pnpm start`.");
  const store = openRunStore({ databaseUrl, parseCommand: (row) => commandSchema.parse(row), onAway: tellAway });
  const db = createDb(store.pool);
  const compiler = createCompiler({ catalog });
  const egress = createEgress({ allowPrivateHosts: parseHostList(process.env.ORRERY_ALLOW_PRIVATE_HOSTS ?? "") });
  const instanceKey = readInstanceKey(process.env);
  const setup = createModelSetup(store.pool, tellAway);
  const secrets = createSecrets(store.pool, instanceKey);
  const toolSetup = createToolSetup(store.pool, instanceKey, secrets);
  const models = createModels({ env: process.env, egress, setup, secrets });
  const services = createServices({
    db,
    pool: store.pool,
    catalog,
    compile: compiler.compile,
    models,
    memory: createMemory({
      store: createMemoryStore(store.sql),
      embeddings: models,
      now: Date.now,
      maxBytes: 256 * 2 ** 20,
    }),
    documents: {
      read: readDocumentText,
      cut: cutDocument,
      fetch: (url, signal) => fetchPage(egress, url, signal),
    },
    tools: createTools({ egress, setup: toolSetup, secrets }),
    egress,
    bus: store.bus,
    log: store.log,
    values: store.values,
    archives: store.archives,
    executorUrl: process.env.ORRERY_EXECUTOR_URL || `http://127.0.0.1:${process.env.EXECUTOR_PORT || "4000"}`,
    instanceKey,
    maxQueued: readMaxQueued(process.env),
  });
  let auth: Promise<Auth> | undefined;
  return {
    services,
    auth() {
      auth ??= openAuth(services).catch((error: unknown) => {
        auth = undefined;
        throw error;
      });
      return auth;
    },
  };
}

async function openAuth(services: Services): Promise<Auth> {
  const baseUrl = process.env.ORRERY_URL || `http://127.0.0.1:${process.env.PORT ?? "3000"}`;
  return createAuth({ db: services.db, secret: await instanceSecret(services.db), baseUrl });
}

function tellAway(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`The database is away, trying again: ${reason}`);
}
