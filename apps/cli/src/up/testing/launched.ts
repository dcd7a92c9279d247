import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/** A launcher started as a process of its own, with what it has printed so far. */
export type Launched = {
  readonly process: ChildProcess;
  readonly pid: number;
  output(): string;
  /** Resolves with the first match in the output; rejects when the process ends, or 60 s pass, without one. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
};

/** Starts the launcher with two tiny services. Nothing of this process's own settings reaches it. */
export function launchTiny(env: Readonly<Record<string, string>>): Launched {
  return launch([join(import.meta.dirname, "tiny-up.ts")], env);
}

/** Starts Node 24 with arguments, and keeps what it prints. */
export function launch(args: readonly string[], env: Readonly<Record<string, string>>): Launched {
  const { DATABASE_URL: _a, ORRERY_DATA: _b, ORRERY_TOKEN: _c, PORT: _d, EXECUTOR_PORT: _e, ...rest } = process.env;
  const child = spawn(process.execPath, [...args], { env: { ...rest, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const listen = (chunk: Buffer): void => {
    said += chunk.toString("utf8");
  };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const ended = new Promise<number | string>((resolve) => {
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  return {
    process: child,
    pid: child.pid ?? 0,
    output: () => said,
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const timeout = setTimeout(() => finish(`did not print ${pattern} in time`), 60_000);
        const timer = setInterval(look, 20);
        function finish(problem: string | undefined, match?: RegExpExecArray): void {
          clearTimeout(timeout);
          clearInterval(timer);
          if (match === undefined) reject(new Error(`the launcher ${problem}:\n${said}`));
          else resolve(match);
        }
        function look(): void {
          const match = pattern.exec(said);
          if (match !== null) finish(undefined, match);
        }
        void ended.then(() => {
          look();
          finish(`ended before it printed ${pattern}`);
        });
        look();
      }),
  };
}
