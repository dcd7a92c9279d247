import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A real executor process, for tests that stop and kill it. */
export interface ExecutorProcess {
  readonly child: ChildProcess;
  readonly port: number;
  /** Its log lines: the JSON of stdout, and whatever else it said as `{ raw }`. */
  readonly lines: readonly { readonly level?: number; readonly msg?: string; readonly raw?: string }[];
  /** Resolves with the exit code or the signal's name. */
  readonly exited: Promise<number | string>;
  /** Resolves once it says so; rejects when it ends before. */
  said(words: string): Promise<void>;
}

/** Starts `apps/executor/src/main.ts` as `pnpm start` does. */
export function spawnExecutor(env: Readonly<Record<string, string>>): ExecutorProcess {
  const port = Number(env.EXECUTOR_PORT);
  const child = spawn(process.execPath, [join(import.meta.dirname, "../main.ts")], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: { level?: number; msg?: string; raw?: string }[] = [];
  const listeners = new Set<() => void>();
  const take = (text: string): void => {
    try {
      lines.push(JSON.parse(text));
    } catch {
      lines.push({ raw: text });
    }
    for (const listener of listeners) listener();
  };
  createInterface({ input: child.stdout }).on("line", take);
  createInterface({ input: child.stderr }).on("line", (raw) => lines.push({ raw }));
  const exited = new Promise<number | string>((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal ?? "gone"));
  });
  return {
    child,
    port,
    lines,
    exited,
    said: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!lines.some((line) => line.msg?.includes(words))) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void exited.then((end) =>
          reject(new Error(`ended with ${end} before it said "${words}": ${JSON.stringify(lines)}`)),
        );
      }),
  };
}
