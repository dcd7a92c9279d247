import type { StreamMessage } from "../shared-run.ts";

/** `lost`: it is not connected and tries again. `stopped`: it has given up. `closed`: the link was closed. */
export type LiveState = "off" | "live" | "lost" | "stopped" | "closed" | "ended";

export interface LiveListener {
  onMessage(message: StreamMessage): void;
  onState(state: LiveState): void;
}

const MOST_TRIES = 6;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Listens to the stream of a run. The browser reconnects by itself with `Last-Event-ID`; where it gives up (an answer that
 * is no stream), this opens a new one some times, from what `last()` says is known. @returns what stops it.
 */
export function listenLive(url: string, last: () => number, listener: LiveListener): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let tries = 0;

  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    source?.close();
    source = null;
  };
  const end = (state: LiveState): void => {
    stop();
    listener.onState(state);
  };

  function open(): void {
    const address = new URL(url, document.baseURI);
    address.searchParams.set("after", String(last()));
    const opened = new EventSource(address);
    source = opened;
    opened.addEventListener("open", () => {
      tries = 0;
      listener.onState("live");
    });
    opened.addEventListener("message", ({ data }) => {
      const message = readMessage(data);
      if (message === null) return;
      try {
        listener.onMessage(message);
      } catch {
        // A gap: what is missing is asked for again.
        again();
        return;
      }
      if (message.ended === true) end("ended");
    });
    opened.addEventListener("gone", () => end("closed"));
    opened.addEventListener("error", () => {
      if (opened.readyState === EventSource.CLOSED) again();
      else listener.onState("lost");
    });
  }

  function again(): void {
    stop();
    tries += 1;
    if (tries > MOST_TRIES) {
      listener.onState("stopped");
      return;
    }
    listener.onState("lost");
    timer = setTimeout(open, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)));
  }

  open();
  return stop;
}

/** Null where it is not a message of ours. */
function readMessage(data: unknown): StreamMessage | null {
  if (typeof data !== "string") return null;
  try {
    const parsed: unknown = JSON.parse(data);
    return isMessage(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function isMessage(value: unknown): value is StreamMessage {
  return (
    typeof value === "object" && value !== null && "events" in value && Array.isArray(value.events) && "values" in value
  );
}
