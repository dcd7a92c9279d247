import { resolve } from "node:path";
import { StartProblem } from "./start-problem.ts";

export type Mode = "production" | "development";

export type UpSettings = {
  readonly mode: Mode;
  /** The repository's root, absolute. */
  readonly root: string;
  /** Where all state lives, absolute. */
  readonly dataDir: string;
  readonly port: number;
  readonly executorPort: number;
  /** A Postgres of the person's own; without it the built-in one is started. */
  readonly databaseUrl: string | undefined;
  /** Where the key that seals credentials stands; null where ORRERY_KEY gives it. */
  readonly keyFile: string | null;
  /** Presets the one-time sign-in token. */
  readonly token: string | undefined;
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads ORRERY_DATA, PORT, EXECUTOR_PORT, DATABASE_URL and ORRERY_TOKEN; empty means not set.
 * @param place.cwd what a relative ORRERY_DATA is relative to; the default `.orrery` is always under `place.root`.
 * @throws StartProblem when one of them cannot be meant.
 */
export function readSettings(
  env: Environment,
  place: { readonly root: string; readonly cwd: string; readonly mode: Mode },
): UpSettings {
  const { root, cwd, mode } = place;
  const port = readPort("PORT", env.PORT, 3000);
  const executorPort = readPort("EXECUTOR_PORT", env.EXECUTOR_PORT, 4000);
  if (port === executorPort) {
    throw new StartProblem(`PORT and EXECUTOR_PORT are both ${port}: the studio and the executor need one each.`);
  }
  const token = env.ORRERY_TOKEN || undefined;
  if (token !== undefined && !/^[A-Za-z0-9._~-]{8,200}$/.test(token)) {
    throw new StartProblem(
      "ORRERY_TOKEN must be 8 to 200 letters, digits or the signs - . _ ~: it is part of a web address.",
    );
  }
  const dataDir = env.ORRERY_DATA ? resolve(cwd, env.ORRERY_DATA) : resolve(root, ".orrery");
  return {
    mode,
    root,
    dataDir,
    port,
    executorPort,
    databaseUrl: env.DATABASE_URL || undefined,
    keyFile: env.ORRERY_KEY
      ? null
      : env.ORRERY_KEY_FILE
        ? resolve(cwd, env.ORRERY_KEY_FILE)
        : resolve(dataDir, "instance.key"),
    token,
  };
}

function readPort(name: string, text: string | undefined, fallback: number): number {
  if (!text) return fallback;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new StartProblem(`${name} is not a port: it must be a whole number from 1 to 65535.`);
}
