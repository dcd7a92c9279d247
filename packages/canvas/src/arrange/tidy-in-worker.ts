import type { TidyAnswer, TidyOrder } from "./tidy-worker.ts";

/** Lays a drawing out in a worker, so that the page stays fluid meanwhile; in the page where no worker can be had. */
export async function tidyInWorker(order: TidyOrder): Promise<TidyAnswer> {
  try {
    return await askWorker(order);
  } catch {
    const { tidyLayout } = await import("../flow/tidy-layout.ts");
    return tidyLayout(order);
  }
}

function askWorker(order: TidyOrder): Promise<TidyAnswer> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL("./tidy-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<TidyAnswer>) => {
      worker.terminate();
      done(data);
    });
    worker.addEventListener("error", (event) => {
      worker.terminate();
      fail(new Error(event.message || "The worker could not be had."));
    });
    worker.postMessage(order);
  });
}
