import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { nextCli } from "../up/services.ts";
import { type BesideBuiltIn, besideBuiltIn } from "./beside-built-in.ts";
import { PlaceProblem, readInstallationPlace } from "./installation-place.ts";

/**
 * `orrery studio` and `orrery executor`: one part by itself, in the foreground, on a database that is migrated already. It
 * listens on `HOST` (127.0.0.1). An executor without `DATABASE_URL` joins the built-in Postgres of `ORRERY_DATA`. What ends
 * this process ends the part, in order.
 * @returns the part's exit code.
 */
export async function serveVerb(part: "studio" | "executor", words: readonly string[], root: string): Promise<number> {
  if (words[0] !== undefined) {
    console.error(`orrery ${part} takes no words. What it reads from the environment is in docs/cli.md.`);
    return 2;
  }
  let beside: BesideBuiltIn | null = null;
  try {
    if (part === "executor" && !process.env.DATABASE_URL) {
      beside = await besideBuiltIn(process.env, { root, cwd: process.env.INIT_CWD || process.cwd() });
      console.error(beside.note);
    } else readInstallationPlace(process.env);
    if (part === "studio" && !existsSync(join(root, "apps/studio/.next/BUILD_ID"))) {
      throw new PlaceProblem("The studio is not built yet: run `orrery build` first.");
    }
  } catch (error) {
    if (!(error instanceof PlaceProblem)) throw error;
    console.error(error.message);
    return 1;
  }
  try {
    const command = part === "studio" ? studioCommand(root) : [join(root, "apps/executor/src/main.ts")];
    return await untilEnded(command, beside?.env ?? {});
  } finally {
    await beside?.release();
  }
}

function studioCommand(root: string): readonly string[] {
  const studio = join(root, "apps/studio");
  const host = process.env.HOST || "127.0.0.1";
  return [nextCli(studio), "start", studio, "--port", process.env.PORT || "3000", "--hostname", host];
}

function untilEnded(command: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(process.execPath, command, {
    stdio: "inherit",
    env: { ...process.env, ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    // Told to stop by a signal is how a part ends; anything else that kills it is a failure.
    child.once("exit", (code, signal) => resolve(code ?? (signal === "SIGTERM" || signal === "SIGINT" ? 0 : 1)));
  });
}
