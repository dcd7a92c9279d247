import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { freePort } from "@orrery/db/embedded";

const main = resolve(import.meta.dirname, "../../apps/executor/src/main.ts");

/** An executor that this process started, beside whatever else works on its database. */
export interface ExecutorProcess {
  readonly pid: number;
  /** Resolves when it has given back its runs and ended. */
  stop(): Promise<void>;
}

/** Starts one on a port of its own, with what else its environment is to hold. Rejects where it ends before it is ready. */
export async function startExecutorProcess(
  databaseUrl: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ExecutorProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...environment, DATABASE_URL: databaseUrl, EXECUTOR_PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  await new Promise<void>((ready, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString("utf8").includes("Executor ready")) ready();
    });
    void ended.then(() => reject(new Error("The executor did not start.")));
  });
  if (child.pid === undefined) throw new Error("The executor has no process.");
  return {
    pid: child.pid,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
