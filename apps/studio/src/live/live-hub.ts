import type { AppRouter } from "@orrery/api";
import type { LiveItem, Topic } from "@orrery/services";
import type { TRPCClient } from "@trpc/client";
import { leaveWhenSignedOut } from "../trpc/leave-when-signed-out.ts";
import { createFollower, type Follower } from "./follower.ts";
import { createTabs } from "./tabs.ts";
import { itemKey } from "./topic-key.ts";

export type LiveStatus = "connecting" | "open" | "lost";

/**
 * One event stream for all tabs of a browser. A browser allows six connections to a host, so the tabs elect a leader (the
 * holder of a Web Lock), which watches the union of all tabs' topics and hands each item on by BroadcastChannel. A hidden
 * tab lets go of its topics, and of the lead; when it is shown again it goes on from the last seq it had.
 */
export interface LiveHub {
  /** Follows a topic from `after`; returns the way to stop. Events come in order, none twice, none left out. */
  follow(topic: Topic, onItem: (item: LiveItem) => void): () => void;
  status(): LiveStatus;
  onStatus(listener: () => void): () => void;
}

export function createLiveHub(client: TRPCClient<AppRouter>): LiveHub {
  const followers = new Set<Follower>();
  const listeners = new Set<() => void>();
  let status: LiveStatus = "connecting";
  let hidden = document.visibilityState === "hidden";

  const setStatus = (next: LiveStatus): void => {
    if (status === next) return;
    status = next;
    for (const listener of listeners) listener();
  };

  const receive = (item: LiveItem): void => {
    const key = itemKey(item);
    for (const follower of followers) if (follower.key === key) follower.receive(item);
  };

  const tabs = createTabs({
    topics: () => (hidden ? [] : [...followers].map((follower) => follower.topic())),
    open: (topics, handlers) =>
      client.live.watch.subscribe(
        { topics: [...topics] },
        {
          ...handlers,
          onError() {
            handlers.onError();
            // A stream that breaks off does not say why.
            client.account.get.query().catch(leaveWhenSignedOut);
          },
        },
      ),
    onItem: receive,
    onStatus: setStatus,
  });

  document.addEventListener("visibilitychange", () => {
    hidden = document.visibilityState === "hidden";
    tabs.changed();
  });

  return {
    follow(topic, onItem) {
      const follower = createFollower(topic, {
        onItem,
        readEvents: (runId, after) => client.run.events.query({ runId, after }),
      });
      followers.add(follower);
      tabs.changed();
      return () => {
        followers.delete(follower);
        tabs.changed();
      };
    },
    status: () => status,
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
