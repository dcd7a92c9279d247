import { get, type IncomingMessage } from "node:http";

/** Many who look at one shared link without an account, each by a stream of its own. */
export interface ShareViewers {
  /** From an event's own time until a viewer had it, ms; one sample for each viewer and event since they came. */
  readonly delays: readonly number[];
  close(): void;
}

/** How long all of them may take to come, ms. */
const patienceMs = 30_000;

/** Opens so many streams after an event; resolves when each has been answered. Rejects where one is refused. */
export async function openShareViewers(
  address: string,
  { count, after }: { readonly count: number; readonly after: number },
): Promise<ShareViewers> {
  const delays: number[] = [];
  const stop = new AbortController();
  const url = `${address}/events?after=${after}`;
  try {
    await Promise.all(Array.from({ length: count }, () => openOne(url, delays, stop.signal)));
  } catch (error) {
    stop.abort();
    throw error;
  }
  return { delays, close: () => stop.abort() };
}

function openOne(url: string, delays: number[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, signal, headers: { accept: "text/event-stream" } }, (response) => {
      if (response.statusCode === 200) resolve();
      else reject(new Error(`A viewer's stream was answered ${response.statusCode}.`));
      listen(response, delays);
    });
    request.on("error", (error) => (signal.aborted ? undefined : reject(error)));
    request.setTimeout(patienceMs);
  });
}

function listen(response: IncomingMessage, delays: number[]): void {
  let rest = "";
  response.setEncoding("utf8").on("data", (text: string) => {
    const now = Date.now();
    const frames = (rest + text).split("\n\n");
    rest = frames.pop() ?? "";
    for (const frame of frames) for (const [, at] of frame.matchAll(/"at":(\d+)/g)) delays.push(now - Number(at));
  });
  // Those who are sent away end with an error, which is how they were meant to end.
  response.on("error", () => undefined);
}
