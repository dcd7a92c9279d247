import type { Services } from "../service-context.ts";
import type { OpenRunLink } from "./find-share-link.ts";
import { type FollowedLink, followLink } from "./follow-link.ts";

/** One message of a stream: `seq` is where a resumed stream goes on, `json` a `StreamMessage`; or the link is closed. */
export type SharePiece =
  | { readonly kind: "message"; readonly seq: number; readonly json: string }
  | { readonly kind: "gone" };

export interface ShareStreams {
  /** What happens after a seq, until the run ends, the link is closed or the signal aborts; null: too many look already. */
  watch(link: OpenRunLink, after: number, signal: AbortSignal): AsyncGenerator<SharePiece> | null;
}

export interface ShareStreamLimits {
  readonly ofLink: number;
  readonly ofProcess: number;
  /** How long a link is followed after the last who looked has gone: who comes and goes does not have its log read anew. */
  readonly lingerMs: number;
}

type Followed = FollowedLink & { watchers: number };

/** The streams of one process. However many look at a link, its log is read and projected once. */
export function createShareStreams(
  services: Services,
  limits: ShareStreamLimits = { ofLink: 1_000, ofProcess: 4_000, lingerMs: 5_000 },
): ShareStreams {
  const followed = new Map<string, Followed>();
  let streams = 0;

  const enter = (link: OpenRunLink): Followed => {
    const there = followed.get(link.id);
    if (there !== undefined && there.stand().end !== "failed") return there;
    const one = Object.assign(followLink(services, link), { watchers: 0 });
    followed.set(link.id, one);
    return one;
  };
  const leave = (id: string, one: Followed): void => {
    if (one.watchers > 0) return;
    one.stop();
    if (followed.get(id) === one) followed.delete(id);
  };

  return {
    watch(link, after, signal) {
      if (streams >= limits.ofProcess || (followed.get(link.id)?.watchers ?? 0) >= limits.ofLink) return null;
      const one = enter(link);
      streams += 1;
      one.watchers += 1;
      // A reader may go before it has read anything: its place is given back by the signal, whatever was read.
      const ended = new AbortController();
      const giveBack = (): void => {
        if (ended.signal.aborted) return;
        ended.abort();
        signal.removeEventListener("abort", giveBack);
        streams -= 1;
        one.watchers -= 1;
        if (one.watchers === 0) setTimeout(() => leave(link.id, one), limits.lingerMs).unref();
      };
      signal.addEventListener("abort", giveBack);
      if (signal.aborted) giveBack();
      return pieces({ one, after, signal: ended.signal, giveBack });
    },
  };
}

async function* pieces({
  one,
  after,
  signal,
  giveBack,
}: {
  readonly one: FollowedLink;
  readonly after: number;
  readonly signal: AbortSignal;
  readonly giveBack: () => void;
}): AsyncGenerator<SharePiece> {
  let seq = after;
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
    giveBack();
  }
}
