import type { Topic } from "@orrery/services";
import { topicKey } from "./topic-key.ts";

/** Every topic any tab wants, once, from where the one furthest behind stands; in a stable order. */
export function unionOfTopics(wanted: readonly (readonly Topic[])[]): readonly Topic[] {
  const union = new Map<string, Topic>();
  for (const topic of wanted.flat()) {
    const key = topicKey(topic);
    const known = union.get(key);
    if (known === undefined || ("after" in known && "after" in topic && topic.after < known.after)) {
      union.set(key, topic);
    }
  }
  return [...union.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, topic]) => topic);
}
