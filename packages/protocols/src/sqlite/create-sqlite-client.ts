import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { StepFailure } from "@orrery/node-kit";
import type { SqliteClient } from "@orrery/ports";
import type { SqliteAnswered, SqliteAsked, SqliteBegun } from "./sqlite-messages.ts";

/** A process may take as long to begin on a busy machine; the time of its statement runs from then. */
const usualBeginMs = 60_000;
export const mostDatabaseBytes = 32 * 1024 * 1024;

const script = join(import.meta.dirname, "sqlite-process.ts");
/** All that the process may read: the sources, which it is made of. */
const sources = resolve(dirname(script), "../../../..");

function failed(code: string, message: string): StepFailure {
  const isLimit = code === "SQL_TOO_LARGE" || code === "SQL_TIMEOUT";
  return new StepFailure({ code, message, class: isLimit ? "limit" : "permanent" });
}

/** Asks SQLite databases that are files of a workspace, each statement in a process of its own that is ended in time. */
export function createSqliteClient({ beginMs = usualBeginMs } = {}): SqliteClient {
  const most = Math.max(2, availableParallelism());
  const waiting: (() => void)[] = [];
  let running = 0;

  /** A place for one process more; rejects where the step is stopped first. */
  const enter = (signal: AbortSignal): Promise<void> => {
    if (running < most) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((resolvePlace, reject) => {
      const take = (): void => {
        signal.removeEventListener("abort", leave);
        resolvePlace();
      };
      const leave = (): void => {
        waiting.splice(waiting.indexOf(take), 1);
        reject(failed("SQL_STOPPED", "The statement was stopped."));
      };
      waiting.push(take);
      signal.addEventListener("abort", leave, { once: true });
    });
  };

  return {
    async query({ timeoutMs, signal, ...asked }) {
      signal.throwIfAborted();
      await enter(signal);
      try {
        const answer = await inProcess(
          { ...asked, maxDatabaseBytes: mostDatabaseBytes },
          { beginMs, timeoutMs, signal },
        );
        if (answer.kind === "failed") throw failed(answer.code, answer.message);
        const { rows, columns, rowCount, database } = answer;
        return { rows, columns, rowCount, database };
      } finally {
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}

interface Bounds {
  readonly beginMs: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

function inProcess(asked: SqliteAsked, { beginMs, timeoutMs, signal }: Bounds): Promise<SqliteAnswered> {
  const child: ChildProcess = fork(script, {
    env: { NODE_ENV: "production" },
    execArgv: [
      "--permission",
      `--allow-fs-read=${sources}`,
      "--max-old-space-size=256",
      "--disable-warning=ExperimentalWarning",
    ],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  return new Promise<SqliteAnswered>((resolve, reject) => {
    let timer = setTimeout(() => {
      reject(failed("SQL_TIMEOUT", `The database did not begin within ${beginMs} ms: this machine is too busy.`));
    }, beginMs);
    const begin = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        reject(failed("SQL_TIMEOUT", `The statement did not end within ${timeoutMs} ms.`));
      }, timeoutMs);
    };
    const stop = (): void => reject(failed("SQL_STOPPED", "The statement was stopped."));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    child.once("error", reject);
    child.once("exit", () =>
      reject(failed("SQL_FAILED", "The database ended before it had answered: it may need too much memory.")),
    );
    child.on("message", (said) => {
      const word = said as SqliteBegun | SqliteAnswered;
      if (word.kind === "begun") begin();
      else resolve(word);
    });
    child.send(asked);
    child.once("close", () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    });
  }).finally(() => child.kill("SIGKILL"));
}
