import { spawn } from "node:child_process";
import { resolve } from "node:path";

const main = resolve(import.meta.dirname, "../main.ts");

export interface CliCall {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The folder the person is in. */
  readonly cwd?: string;
  readonly stdin?: string;
  /** Called with all of stdout so far, whenever more of it comes; `kill` sends a signal. */
  readonly onOut?: (out: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Calls the CLI as a process of its own, as `pnpm orrery` does, and waits for its end. */
export function callCli(words: readonly string[], options: CliOptions = {}): Promise<CliCall> {
  const { cwd = process.cwd(), env = {}, stdin, onOut } = options;
  const child = spawn(process.execPath, [main, ...words], {
    env: { ...process.env, NO_COLOR: "1", INIT_CWD: cwd, ...env },
    stdio: "pipe",
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    onOut?.(out, (signal) => child.kill(signal));
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  child.stdin.end(stdin ?? "");
  return new Promise((done) => child.on("close", (code) => done({ code, out, err })));
}
