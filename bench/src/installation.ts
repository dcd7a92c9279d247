import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { freePort } from "@orrery/db/embedded";
import { z } from "zod";

const root = resolve(import.meta.dirname, "../..");
const processNote = z.object({ pid: z.int().positive() });

/** Orrery as `pnpm start` starts it: the studio's production build and an executor, on ports of their own. */
export interface Installation {
  readonly url: string;
  /** Signs the owner in, once. */
  readonly token: string;
  pidOf(service: "studio" | "executor"): number;
  stop(): Promise<void>;
}

/**
 * Starts it on a data folder, whose database may run already; builds the studio where its sources have changed.
 * Rejects with what it printed when it does not get ready.
 */
export async function startInstallation(dataDir: string): Promise<Installation> {
  const { DATABASE_URL: _none, ...environment } = process.env;
  const [port, executorPort] = [await freePort(), await freePort()];
  const token = randomBytes(24).toString("base64url");
  const launcher = spawn(process.execPath, [join(root, "apps/cli/src/main.ts"), "up"], {
    cwd: root,
    env: {
      ...environment,
      ORRERY_DATA: dataDir,
      PORT: String(port),
      EXECUTOR_PORT: String(executorPort),
      ORRERY_TOKEN: token,
      // A server of the benchmark stands for a slow one outside.
      ORRERY_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((done) => launcher.once("close", () => done()));
  await new Promise<void>((ready, reject) => {
    let said = "";
    const listen = (chunk: Buffer): void => {
      said += chunk.toString("utf8");
      if (said.includes("Ready in")) ready();
    };
    launcher.stdout.on("data", listen);
    launcher.stderr.on("data", listen);
    void ended.then(() => reject(new Error(`Orrery did not start:\n${said}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    pidOf: (service) =>
      processNote.parse(JSON.parse(readFileSync(join(dataDir, "run", `${service}.json`), "utf8"))).pid,
    async stop() {
      launcher.kill("SIGINT");
      await ended;
    },
  };
}
