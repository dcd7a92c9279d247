import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRunStore, type RunStore } from "@orrery/db";
import { type EmbeddedPostgres, openEmbedded } from "@orrery/db/embedded";
import { commandSchema } from "@orrery/engine";
import type { Browser } from "@playwright/test";
import { launchChromium } from "./chromium.ts";
import { type Installation, startInstallation } from "./installation.ts";
import { type StudioClient, signIn } from "./studio-client.ts";

/** What benchmarks measure: a real Postgres, studio, executor and browser, each started when first asked for. */
export interface House {
  readonly databaseUrl: string;
  /** A folder of this house alone; gone when it is closed. */
  readonly dataDir: string;
  installation(): Promise<Installation>;
  /** The owner, speaking to the studio by HTTP. */
  client(): Promise<StudioClient>;
  /** The database of the installation, as its own processes see it. */
  store(): Promise<RunStore>;
  browser(): Promise<Browser>;
  /** Ends everything that was started, and removes its folder. */
  close(): Promise<void>;
}

/** Opens an empty house in a temporary folder. */
export async function openHouse(): Promise<House> {
  const dataDir = await mkdtemp(join(tmpdir(), "orrery-bench-"));
  const undo: (() => Promise<void>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  const postgres: EmbeddedPostgres = await openEmbedded({ dataDir });
  undo.push(() => postgres.release());
  const close = async (): Promise<void> => {
    for (let last = undo.pop(); last !== undefined; last = undo.pop()) await last();
  };
  const installation = once(async () => {
    const started = await startInstallation(dataDir);
    undo.push(() => started.stop());
    return started;
  });
  return {
    databaseUrl: postgres.url,
    dataDir,
    installation,
    client: once(async () => signIn(await installation())),
    store: once(async () => {
      await installation();
      const store = openRunStore({
        databaseUrl: postgres.url,
        poolSize: 4,
        parseCommand: (row) => commandSchema.parse(row),
      });
      undo.push(() => store.close());
      await store.bus.ready;
      return store;
    }),
    browser: once(async () => {
      const browser = await launchChromium();
      undo.push(() => browser.close());
      return browser;
    }),
    close,
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
