import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A real process of ours, that may be killed and stopped. */
export interface ManagedProcess {
  readonly pid: number;
  /** Resolves once it says so; rejects with its last words when it ends before. */
  readonly ready: Promise<void>;
  /** Whether it can work: it has said so, has not ended, and is not stopped. */
  isAtWork(): boolean;
  /** Resolves with the exit code or the signal's name. */
  readonly ended: Promise<number | string>;
  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
  lastWords(): string;
  /** What it logged as an error: a fault of ours, not of its surroundings. */
  readonly complaints: readonly string[];
}

const keptLines = 12;
const errorLevel = '"level":50';

/** Starts a file of ours by Node, another one loaded before it where there are two. `readyWords` are what it says when it can work. */
export function startProcess(
  file: string | readonly [before: string, file: string],
  env: Readonly<Record<string, string>>,
  readyWords: string,
): ManagedProcess {
  const files = typeof file === "string" ? [file] : ["--import", ...file];
  const child: ChildProcess = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...files], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const words: string[] = [];
  const complaints: string[] = [];
  let isAtWork = false;
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined);
  const listen = (line: string): void => {
    words.push(line);
    if (words.length > keptLines) words.shift();
    if (line.includes(errorLevel)) complaints.push(line);
    if (!line.includes(readyWords)) return;
    isAtWork = true;
    ready.resolve();
  };
  if (child.stdout !== null) createInterface({ input: child.stdout }).on("line", listen);
  if (child.stderr !== null) createInterface({ input: child.stderr }).on("line", listen);
  const lastWords = (): string => words.join("\n");
  // `close` and not `exit`: its last words have been heard by then.
  const ended = new Promise<number | string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code ?? signal ?? "gone"));
  });
  void ended.then(() => {
    isAtWork = false;
  });
  void ended.then((end) => ready.reject(new Error(`${file} ended with ${end} before it was ready:\n${lastWords()}`)));
  return {
    pid: child.pid ?? 0,
    ready: ready.promise,
    ended,
    isAtWork: () => isAtWork,
    signal: (name) => {
      // One that is woken was at work before it was stopped.
      if (name !== "SIGCONT") isAtWork = false;
      else isAtWork = child.exitCode === null && child.signalCode === null;
      child.kill(name);
    },
    lastWords,
    complaints,
  };
}
