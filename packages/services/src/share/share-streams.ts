import type { Services } from "../service-context.ts";
import type { OpenShareLink } from "./find-share-link.ts";
import { type FollowedLink, followLink } from "./follow-link.ts";

/** One message of a stream: `seq` is where a resumed stream goes on, `json` a `StreamMessage`; or the link is closed. */
export type SharePiece =
  | { readonly kind: "message"; readonly seq: number; readonly json: string }
  | { readonly kind: "gone" };

export interface ShareStreams {
  /** What happens after a seq, until the run ends, the link is closed or the signal aborts; null: too many look already. */
  watch(link: OpenShareLink, after: number, signal: AbortSignal): AsyncGenerator<SharePiece> | null;
}

export interface ShareStreamLimits {
  readonly ofLink: number;
  readonly ofProcess: number;
}

/** The streams of one process. However many look at a link, its log is read and projected once. */
export function createShareStreams(
  services: Services,
  limits: ShareStreamLimits = { ofLink: 1_000, ofProcess: 4_000 },
): ShareStreams {
  const followed = new Map<string, FollowedLink & { watchers: number }>();
  let streams = 0;

  async function* stream(link: OpenShareLink, after: number, signal: AbortSignal): AsyncGenerator<SharePiece> {
    let seq = after;
    let one = followed.get(link.id);
    if (one === undefined) {
      one = Object.assign(followLink(services, link), { watchers: 0 });
      followed.set(link.id, one);
    }
    one.watchers += 1;
    try {
      while (!signal.aborted) {
        const stand = one.stand();
        if (stand.end === "gone") {
          yield { kind: "gone" };
          return;
        }
        if (stand.end === "failed") throw new Error("The log of a shared run could not be read.");
        if (stand.seq > seq || stand.end === "ended") {
          yield { kind: "message", seq: Math.max(seq, stand.seq), json: one.messageAfter(seq) };
          seq = Math.max(seq, stand.seq);
          if (stand.end === "ended") return;
          continue;
        }
        await one.change(signal);
      }
    } finally {
      one.watchers -= 1;
      streams -= 1;
      if (one.watchers === 0) {
        one.stop();
        if (followed.get(link.id) === one) followed.delete(link.id);
      }
    }
  }

  return {
    watch(link, after, signal) {
      if (streams >= limits.ofProcess || (followed.get(link.id)?.watchers ?? 0) >= limits.ofLink) return null;
      streams += 1;
      return stream(link, after, signal);
    },
  };
}
