import { createShareStreams, type OpenRunLink, type SharePiece, type ShareStreams } from "@orrery/services";
import { installation } from "../server/installation.server.ts";
import { shareDataHeaders } from "./share-headers.server.ts";

declare global {
  // Next loads this module more than once in a process; a link's log is followed once.
  var orreryShareStreams: ShareStreams | undefined;
}

const heartbeatMs = 15_000;

/** The later events of a link's run as server-sent events; 429 where too many look already. */
export function shareStream(link: OpenRunLink, after: number, request: Request): Response {
  globalThis.orreryShareStreams ??= createShareStreams(installation().services);
  const stopping = new AbortController();
  const signal = AbortSignal.any([request.signal, stopping.signal]);
  const pieces = globalThis.orreryShareStreams.watch(link, after, signal);
  if (pieces === null) return new Response("Too many look at this run.", { status: 429, headers: textHeaders });
  const encoder = new TextEncoder();
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode("retry: 1000\n\n"));
      heartbeat = setInterval(() => {
        // What is not taken is not added to: a reader that sleeps costs no memory.
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(": here\n\n"));
      }, heartbeatMs);
    },
    async pull(controller) {
      try {
        const next = await pieces.next();
        if (next.done !== true) {
          controller.enqueue(encoder.encode(frameOf(next.value)));
          return;
        }
      } catch {
        // The log could not be read; the browser comes back and goes on where it was.
      }
      end();
      controller.close();
    },
    cancel: () => end(),
  });
  const end = (): void => {
    clearInterval(heartbeat);
    stopping.abort();
    void pieces.return(undefined);
  };
  return new Response(body, { headers: shareDataHeaders("text/event-stream; charset=utf-8") });
}

const textHeaders = shareDataHeaders("text/plain; charset=utf-8");

function frameOf(piece: SharePiece): string {
  return piece.kind === "gone" ? "event: gone\ndata: {}\n\n" : `id: ${piece.seq}\ndata: ${piece.json}\n\n`;
}
