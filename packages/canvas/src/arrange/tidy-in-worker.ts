import type { TidyAnswer, TidyOrder } from "./tidy-worker.ts";

/** Lays a drawing out in a worker, so that the page stays fluid meanwhile. Rejects where the worker cannot be had. */
export function tidyInWorker(order: TidyOrder): Promise<TidyAnswer> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL("./tidy-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<TidyAnswer>) => {
      worker.terminate();
      done(data);
    });
    worker.addEventListener("error", (event) => {
      worker.terminate();
      fail(new Error(event.message || "The layout could not be worked out."));
    });
    worker.postMessage(order);
  });
}
