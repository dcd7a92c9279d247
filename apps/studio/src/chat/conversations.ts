import type { ChatMessage } from "@orrery/services";

export interface Conversation {
  readonly id: string;
  /** Its first words. */
  readonly title: string;
  readonly messages: readonly ChatMessage[];
}

/** Messages (oldest first) by conversation, the one spoken in last first. */
export function conversations(messages: readonly ChatMessage[]): readonly Conversation[] {
  const byId = new Map<string, ChatMessage[]>();
  for (const message of messages) {
    const said = byId.get(message.conversation) ?? [];
    // Set anew, so that the map's order is that of the last message.
    byId.delete(message.conversation);
    byId.set(message.conversation, [...said, message]);
  }
  return [...byId].map(([id, said]) => ({ id, title: said[0]?.text ?? "", messages: said })).reverse();
}
