import type { RunEvent } from "@orrery/engine";
import type { LiveItem, Topic } from "@orrery/services";
import { deliver } from "./deliver.ts";
import { topicKey } from "./topic-key.ts";

/** One listener's place in one topic. */
export interface Follower {
  readonly key: string;
  /** The topic, from where this follower stands. */
  topic(): Topic;
  receive(item: LiveItem): void;
}

export interface FollowerDeps {
  readonly onItem: (item: LiveItem) => void;
  readonly readEvents: (runId: string, after: number) => Promise<{ readonly events: readonly RunEvent[] }>;
}

/** Keeps the cursor, and fills a gap from the log before anything later is passed on. */
export function createFollower(topic: Topic, deps: FollowerDeps): Follower {
  let cursor = "after" in topic ? topic.after : 0;
  let filling = false;
  const held: LiveItem[] = [];

  const receive = (item: LiveItem): void => {
    if (filling) {
      held.push(item);
      return;
    }
    const delivery = deliver(cursor, item);
    if (delivery.do === "deliver") {
      cursor = delivery.cursor;
      deps.onItem(delivery.item);
    } else if (delivery.do === "gap" && item.kind === "run") {
      filling = true;
      void fill(item.id, delivery.upTo).finally(() => {
        filling = false;
        for (const later of [item, ...held.splice(0)]) receive(later);
      });
    }
  };

  const fill = async (runId: string, upTo: number): Promise<void> => {
    while (cursor < upTo) {
      const { events } = await deps.readEvents(runId, cursor).catch(() => ({ events: [] }));
      const last = events.at(-1);
      if (last === undefined) {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        continue;
      }
      cursor = last.seq;
      deps.onItem({ kind: "run", id: runId, seq: last.seq, item: { kind: "events", events } });
    }
  };

  return { key: topicKey(topic), topic: () => ("after" in topic ? { ...topic, after: cursor } : topic), receive };
}
