import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processIdentity } from "@orrery/db/embedded";
import type { Say } from "./phases.ts";
import { removeProcessNote, stopGroup, writeProcessNote } from "./process-note.ts";
import type { Service } from "./services.ts";
import { StartProblem } from "./start-problem.ts";

const START_PATIENCE_MS = 90_000;
const STOP_PATIENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 10_000;

export type KeptService = {
  /** Ends it, and does not start it again. */
  stop(): Promise<void>;
};

type Options = {
  readonly dataDir: string;
  /** Shows what it prints, instead of keeping it in `<name>.log`. */
  readonly showOutput: boolean;
  readonly say: Say;
};

/**
 * Starts a service and waits until its /healthz answers. From then on it is started again whenever it ends, after a
 * pause that grows from 0.3 to 10 s while it keeps failing.
 * @param register is given the service as soon as its process is there, so that a start that is broken off stops it too.
 * @throws StartProblem when it ends, or stays silent, before it was ready.
 */
export async function keepRunning(
  service: Service,
  options: Options,
  register: (kept: KeptService) => void,
): Promise<void> {
  const { dataDir, say } = options;
  const run = join(dataDir, "run");
  let stopping = false;
  let child = launch(service, options);

  const stop = async (): Promise<void> => {
    stopping = true;
    const { pid } = child;
    if (pid !== undefined && child.exitCode === null && child.signalCode === null) {
      await stopGroup({ pid, identity: processIdentity(pid) ?? "" }, STOP_PATIENCE_MS);
    }
    removeProcessNote(run, service.name);
  };
  register({ stop });

  const revive = async (): Promise<void> => {
    let failures = 0;
    while (!stopping) {
      const begun = Date.now();
      const how = await ended(child);
      if (stopping) return;
      failures = Date.now() - begun > 30_000 ? 0 : failures + 1;
      const pause = Math.min(300 * 2 ** Math.max(0, failures - 1), LONGEST_PAUSE_MS);
      say(`The ${service.name} ended (${how}); it is started again.${logHint(service, options)}`);
      await sleep(pause);
      if (stopping) return;
      child = launch(service, options);
      void waitUntilHealthy(service.url, () => stopping || hasEnded(child)).then((healthy) => {
        if (healthy && !stopping) say(`The ${service.name} is back.`);
      });
    }
  };

  const first = child;
  const healthy = await waitUntilHealthy(service.url, () => stopping || hasEnded(first));
  if (stopping) throw new StartProblem(`The ${service.name} was stopped while it started.`);
  if (!healthy) {
    const how = hasEnded(first) ? `it ended (${await ended(first)})` : "it did not answer in time";
    throw new StartProblem(
      `The ${service.name} did not start: ${how}.${lastError(service, options)}${logHint(service, options)}`,
    );
  }
  void revive();
}

function launch(service: Service, options: Options): ChildProcess {
  const [program, ...args] = service.command;
  const log = options.showOutput ? undefined : openSync(logFile(service, options), "a", 0o600);
  const output = log ?? "inherit";
  // Detached: Ctrl-C reaches the launcher alone, which stops the services in order.
  const child = spawn(program, args, {
    cwd: service.cwd,
    env: { ...ownEnvironment(), ...service.env },
    detached: true,
    stdio: ["ignore", output, output],
  });
  child.on("error", () => undefined);
  if (log !== undefined) closeSync(log);
  if (child.pid !== undefined) {
    writeProcessNote(join(options.dataDir, "run"), service.name, { pid: child.pid, url: service.url });
  }
  return child;
}

/** The token lets one person in; the services need only its hash, which stands in the database. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { ORRERY_TOKEN: _secret, ...rest } = process.env;
  return rest;
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/** Resolves when the child has ended, with how: `exit code 1`, `SIGKILL`. */
function ended(child: ChildProcess): Promise<string> {
  const how = (): string => child.signalCode ?? (child.exitCode === null ? "never ran" : `exit code ${child.exitCode}`);
  if (hasEnded(child)) return Promise.resolve(how());
  return new Promise((resolve) => child.once("exit", () => resolve(how())));
}

/** Asks /healthz until it answers 200. @returns false when `given up` or after 90 s. */
async function waitUntilHealthy(url: string, givenUp: () => boolean): Promise<boolean> {
  const begun = Date.now();
  while (!givenUp() && Date.now() - begun < START_PATIENCE_MS) {
    try {
      const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000), redirect: "manual" });
      await answer.body?.cancel();
      if (answer.status === 200) return true;
    } catch {
      // Not listening yet.
    }
    await sleep(50);
  }
  return false;
}

function logFile(service: Service, options: Options): string {
  return join(options.dataDir, `${service.name}.log`);
}

function logHint(service: Service, options: Options): string {
  return options.showOutput ? "" : ` See ${logFile(service, options)}.`;
}

/** The last line of the log that names an error, without its stack. */
function lastError(service: Service, options: Options): string {
  if (options.showOutput) return "";
  try {
    const lines = readFileSync(logFile(service, options), "utf8").trimEnd().split("\n").slice(-40);
    const line = lines.findLast((text) => /error/i.test(text) && !/^\s+at /.test(text));
    return line === undefined ? "" : ` It said: ${line.trim().slice(0, 300)}`;
  } catch {
    return "";
  }
}
