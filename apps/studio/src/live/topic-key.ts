import type { LiveItem, Topic } from "@orrery/services";

/** The name of a topic among tabs: `run:<id>`, `draft:<id>`, `workspace`, `fleet`. */
export function topicKey(topic: Topic): string {
  return "id" in topic ? `${topic.kind}:${topic.id}` : topic.kind;
}

/** The topic an item belongs to. */
export function itemKey(item: LiveItem): string {
  if (item.kind === "gone") return `${item.topic}:${item.id}`;
  return "id" in item ? `${item.kind}:${item.id}` : item.kind;
}
