import { createRequire } from "node:module";
import { join } from "node:path";
import type { UpSettings } from "./read-settings.ts";

/** A process that the launcher keeps running. */
export type Service = {
  /** `studio`: names its log, its note in `run/`, and what is said of it. */
  readonly name: string;
  /** Program and arguments. */
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where it answers. */
  readonly url: string;
};

/** The studio and the executor, as they are started in the settings' mode. */
export function orreryServices(settings: UpSettings, databaseUrl: string): readonly Service[] {
  const { root, port, executorPort, mode } = settings;
  const env = {
    DATABASE_URL: databaseUrl,
    ORRERY_DATA: settings.dataDir,
    ...(settings.keyFile !== null && { ORRERY_KEY_FILE: settings.keyFile }),
    PORT: String(port),
    EXECUTOR_PORT: String(executorPort),
    HOSTNAME: "127.0.0.1",
    NODE_ENV: mode,
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_COMPILE_CACHE: compileCache(root),
  };
  const studio = join(root, "apps/studio");
  const executor = join(root, "apps/executor/src/main.ts");
  return [
    {
      name: "executor",
      command: [process.execPath, ...(mode === "development" ? ["--watch"] : []), executor],
      cwd: root,
      env,
      url: `http://127.0.0.1:${executorPort}`,
    },
    {
      name: "studio",
      command: [
        process.execPath,
        nextCli(studio),
        mode === "development" ? "dev" : "start",
        studio,
        "--port",
        String(port),
        "--hostname",
        "127.0.0.1",
      ],
      cwd: studio,
      env,
      url: `http://127.0.0.1:${port}`,
    },
  ];
}

/** Where Node keeps what it has compiled of our sources: it halves the processor time of a start. */
export function compileCache(root: string): string {
  return join(root, "node_modules/.cache/node");
}

/** The file behind the command `next`. */
export function nextCli(studio: string): string {
  return createRequire(join(studio, "package.json")).resolve("next/dist/bin/next");
}
