import { describeDatabase, explainConnectError, parseDatabaseUrl } from "@orrery/db/run-log";
import { InstanceKeyProblem } from "@orrery/services/triggers";
import pino from "pino";
import { startHttpServer } from "./http-server.ts";
import { startExecutor } from "./start-executor.ts";

/**
 * The executor as a process: `DATABASE_URL`, `EXECUTOR_PORT` (4000), `EXECUTOR_CAPACITY` (1000), `HOST` (127.0.0.1), `PORT`
 * (the studio's, which no step may reach), and how long logs are kept (docs/scale.md). Log lines are JSON on stdout. SIGTERM and SIGINT give all runs back and end it within ten seconds.
 */
const log = pino({ name: "executor", base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime });

function leave(message: string): never {
  log.fatal(message);
  process.exit(1);
}

function readNumber(name: string, fallback: number, largest: number): number {
  const text = process.env[name];
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > largest) {
    leave(`${name} must be a whole number from 1 to ${largest}, not "${text.slice(0, 40)}".`);
  }
  return value;
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// A fault of our own: one line, and whoever started this process starts it again; runs lose nothing.
process.on("uncaughtException", (error) => leave(`The executor failed: ${inWords(error)}`));

const port = readNumber("EXECUTOR_PORT", 4000, 65_535);
const studioPort = readNumber("PORT", 3000, 65_535);
const capacity = readNumber("EXECUTOR_CAPACITY", 1_000, 100_000);
const host = process.env.HOST || "127.0.0.1";
const databaseUrl = process.env.DATABASE_URL ?? leave("DATABASE_URL is not set: it says which Postgres to work on.");

try {
  const database = parseDatabaseUrl(databaseUrl);
  const executor = startExecutor({
    databaseUrl,
    capacity,
    isOwnProcess: true,
    ownPorts: [port, studioPort],
    news: {
      onDatabase: (isThere, error) => {
        if (isThere) log.info(`The database at ${describeDatabase(database)} is back.`);
        else log.warn(`${explainConnectError(error, database).message} Trying again.`);
      },
      onNote: (note) => log.info(note),
      onTrouble: (what, error) => log.warn(error === undefined ? what : `${what}: ${inWords(error)}`),
      onFault: (runId, message) => log.error({ runId }, `A run was stopped by a fault: ${message}`),
    },
  });
  const server = await startHttpServer(executor, port, host);
  executor.ready.then(
    () => log.info(`Executor ready on http://${host}:${port}`),
    (error) => (error instanceof InstanceKeyProblem ? leave(error.message) : undefined),
  );
  let isLeaving = false;
  const stop = async (signal: string): Promise<void> => {
    if (isLeaving) return;
    isLeaving = true;
    log.info(`${signal}: giving back ${executor.figures.active} runs`);
    setTimeout(() => process.exit(0), 9_500).unref();
    server.close();
    server.closeAllConnections();
    await executor.stop().catch((error) => log.warn(`Stopped untidily: ${inWords(error)}`));
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
} catch (error) {
  const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  leave(isTaken ? `Port ${port} of ${host} is taken: set EXECUTOR_PORT to another one.` : inWords(error));
}
