import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processIdentity, withFolderLock } from "@orrery/db/embedded";
import { removeProcessNote, stopGroup, writeProcessNote } from "./process-note.ts";
import { nextCli } from "./services.ts";
import { sourceHash } from "./source-hash.ts";
import { StartProblem } from "./start-problem.ts";

type Options = {
  readonly root: string;
  readonly dataDir: string;
  /** Called when a build begins: it takes half a minute on a small machine. */
  readonly onBuild: () => void;
  /** Is given what stops the build. */
  readonly register: (kept: { stop(): Promise<void> }) => void;
};

/**
 * Builds the studio when its sources are not those of the last build.
 * @returns whether it built.
 * @throws StartProblem with the first error of the build.
 */
export async function buildStudio(options: Options): Promise<boolean> {
  const { root } = options;
  const output = join(root, "apps/studio/.next");
  const stamp = join(output, "source-hash");
  const locks = join(root, "node_modules/.cache");
  mkdirSync(locks, { recursive: true });
  return withFolderLock(join(locks, "orrery-build.lock"), async () => {
    const hash = sourceHash(root);
    const isFresh = existsSync(join(output, "BUILD_ID")) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
    if (isFresh) return false;
    options.onBuild();
    rmSync(stamp, { force: true });
    await runBuild(options);
    writeFileSync(stamp, hash);
    return true;
  });
}

function runBuild({ root, dataDir, register }: Options): Promise<void> {
  const studio = join(root, "apps/studio");
  const logFile = join(dataDir, "build.log");
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(process.execPath, [nextCli(studio), "build", studio], {
    cwd: studio,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const { pid } = child;
  const run = join(dataDir, "run");
  if (pid !== undefined) {
    writeProcessNote(run, "build", { pid, url: "" });
    register({ stop: () => stopGroup({ pid, identity: processIdentity(pid) ?? "" }, 3_000) });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      removeProcessNote(run, "build");
      if (code === 0) resolve();
      else reject(new StartProblem(`The studio could not be built: ${firstError(logFile)} See ${logFile}.`));
    });
  });
}

/** The first line that names an error and the two after it; without one, the last words. */
function firstError(logFile: string): string {
  const lines = readFileSync(logFile, "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const at = lines.findIndex((line) => /error|failed|⨯/i.test(line));
  const words = (at === -1 ? lines.slice(-2) : lines.slice(at, at + 3)).join(" ");
  return `${words.slice(0, 300).replace(/\.$/, "")}.`;
}
