import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseProblem } from "@orrery/db/check";
import { listenObstacle, openEmbedded } from "@orrery/db/embedded";
import { livingProcess } from "../up/process-note.ts";
import { readSettings, type UpSettings } from "../up/read-settings.ts";
import { StartProblem } from "../up/start-problem.ts";
import { PlaceProblem } from "./installation-place.ts";

/** An executor of its own on the built-in Postgres of a data folder. */
export interface BesideBuiltIn {
  /** What it has to be given besides what is set. */
  readonly env: Readonly<Record<string, string>>;
  /** One line for who started it. */
  readonly note: string;
  /** Gives the Postgres up; whoever uses it last stops it. */
  release(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Joins the installation on this machine that uses the built-in Postgres: its database, its key, its archive, a port that
 * is free, and for steps that wait for a call the address of the executor that is there for good.
 * @throws PlaceProblem in one sentence.
 */
export async function besideBuiltIn(
  env: Environment,
  place: { readonly root: string; readonly cwd: string },
): Promise<BesideBuiltIn> {
  const settings = settingsOf(env, place);
  const { dataDir, keyFile } = settings;
  if (!existsSync(join(dataDir, "postgres.json"))) {
    throw new PlaceProblem(
      `DATABASE_URL is not set, and ${dataDir} holds no Orrery yet: start it first (pnpm start), or set DATABASE_URL.`,
    );
  }
  const port = env.EXECUTOR_PORT ? settings.executorPort : await freePortAfter(settings.executorPort);
  const postgres = await opened(dataDir);
  const first = livingProcess(join(dataDir, "run"), "executor");
  return {
    env: {
      DATABASE_URL: postgres.url,
      ORRERY_DATA: dataDir,
      // A first start makes it; before that there is nothing to open with it.
      ...(keyFile !== null && existsSync(keyFile) && { ORRERY_KEY_FILE: keyFile }),
      EXECUTOR_PORT: String(port),
      ORRERY_EXECUTOR_URL: env.ORRERY_EXECUTOR_URL || (first?.url ?? `http://127.0.0.1:${port}`),
    },
    note: `An executor beside the built-in Postgres of ${dataDir}, on http://127.0.0.1:${port}.`,
    release: () => postgres.release(),
  };
}

function settingsOf(env: Environment, place: { readonly root: string; readonly cwd: string }): UpSettings {
  try {
    return readSettings(env, { ...place, mode: "production" });
  } catch (error) {
    throw error instanceof StartProblem ? new PlaceProblem(error.message) : error;
  }
}

async function opened(dataDir: string): ReturnType<typeof openEmbedded> {
  try {
    return await openEmbedded({ dataDir });
  } catch (error) {
    throw error instanceof DatabaseProblem ? new PlaceProblem(error.message) : error;
  }
}

const mostTried = 100;

/** The first executor has the port itself, or will have. */
async function freePortAfter(port: number): Promise<number> {
  for (let next = port + 1; next <= Math.min(port + mostTried, 65_535); next += 1) {
    if ((await listenObstacle(next)) === undefined) return next;
  }
  throw new PlaceProblem(`No port after ${port} is free: set EXECUTOR_PORT.`);
}
