import type { LiveItem, Topic } from "@orrery/services";
import { itemKey, topicKey } from "./topic-key.ts";
import { unionOfTopics } from "./union-of-topics.ts";

/**
 * What the leading tab knows: the topics of each tab with the place where it stands, and the place where the open stream
 * stands. Every tab hears every item, so a tab that was level with the stream moves on with it; one that joins later, or
 * begins again, is behind and needs a new stream.
 */
export interface TopicBoard {
  want(tab: string, topics: readonly Topic[]): void;
  forget(): void;
  /** Everything wanted, from where the tab furthest behind stands. */
  union(): readonly Topic[];
  /** A stream of these topics has been opened; empty when it was closed. */
  opened(topics: readonly Topic[]): void;
  /** The stream gave this item. */
  gave(item: LiveItem): void;
  /** Whether the open stream gives all that is wanted, and nothing else. */
  covered(): boolean;
}

export function createTopicBoard(): TopicBoard {
  const wanted = new Map<string, Map<string, Topic>>();
  const position = new Map<string, number>();
  /** A topic without numbers tells how things stand only when its stream begins. */
  let untold = false;

  const after = (topic: Topic): number => ("after" in topic ? topic.after : 0);

  return {
    want(tab, topics) {
      const before = wanted.get(tab);
      const next = new Map(topics.map((topic) => [topicKey(topic), topic]));
      if ([...next].some(([key, topic]) => !("after" in topic) && !before?.has(key))) untold = true;
      if (next.size === 0) wanted.delete(tab);
      else wanted.set(tab, next);
    },
    forget: () => wanted.clear(),
    union: () => unionOfTopics([...wanted.values()].map((topics) => [...topics.values()])),
    opened(topics) {
      position.clear();
      untold = false;
      for (const topic of topics) position.set(topicKey(topic), after(topic));
    },
    gave(item) {
      if (!("seq" in item)) return;
      const key = itemKey(item);
      const from = position.get(key);
      if (from === undefined || item.seq <= from) return;
      position.set(key, item.seq);
      for (const topics of wanted.values()) {
        const topic = topics.get(key);
        if (topic && "after" in topic && topic.after >= from && topic.after < item.seq) {
          topics.set(key, { ...topic, after: item.seq });
        }
      }
    },
    covered() {
      const union = this.union();
      if (untold || union.length !== position.size) return false;
      return union.every((topic) => {
        const at = position.get(topicKey(topic));
        return at !== undefined && after(topic) >= at;
      });
    },
  };
}
