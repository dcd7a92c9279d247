import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type EmbeddedPostgres, openEmbedded } from "@orrery/db/embedded";

/** A real Postgres that can fall over. */
export interface ChaosPostgres {
  readonly url: string;
  /** Ends it as a power cut does (immediate shutdown: no checkpoint), and starts it again on the same port. */
  restart(awayMs: number): Promise<void>;
  /** When it was away, epoch ms. */
  readonly aways: readonly { readonly from: number; readonly to: number }[];
  close(): Promise<void>;
}

/** Opens one in this folder, with everything that makes its commits durable. */
export async function openChaosPostgres(dataDir: string): Promise<ChaosPostgres> {
  let postgres: EmbeddedPostgres = await openEmbedded({ dataDir });
  const { url } = postgres;
  const aways: { readonly from: number; readonly to: number }[] = [];
  let restarting: Promise<void> = Promise.resolve();

  const restart = async (awayMs: number): Promise<void> => {
    const pid = Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    const from = Date.now();
    process.kill(pid, "SIGQUIT");
    while (postgres.isRunning()) await sleep(10);
    await sleep(awayMs);
    postgres = await openEmbedded({ dataDir });
    aways.push({ from, to: Date.now() });
    if (postgres.url !== url) throw new Error("Postgres came back on another port.");
  };
  return {
    url,
    aways,
    restart: (awayMs) => {
      restarting = restarting.then(() => restart(awayMs));
      return restarting;
    },
    async close() {
      await restarting.catch(() => undefined);
      await postgres.release();
    },
  };
}
