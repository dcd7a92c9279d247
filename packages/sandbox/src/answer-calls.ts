import { parentPort } from "node:worker_threads";
import type { WorkerAnswer } from "./worker-pool.ts";

/** Inside a worker: answers each message in turn. The first, null, only asks whether the module has been loaded. */
export function answerCalls(answer: (message: unknown) => WorkerAnswer | Promise<WorkerAnswer>): void {
  const port = parentPort;
  if (port === null) throw new Error("This module is the inside of a worker.");
  port.on("message", async (message: unknown) => {
    port.postMessage(message === null ? { body: null } : await answer(message));
  });
}
