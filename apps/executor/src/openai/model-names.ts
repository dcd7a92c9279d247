import type { PublishedChat } from "@orrery/services";

/**
 * The names under which chats are asked for: their workflow's name in small letters with dashes; where that is empty or
 * several have it, with the beginning of the id. The id itself is always understood.
 */
export function modelNames(chats: readonly PublishedChat[]): ReadonlyMap<string, PublishedChat> {
  const counts = new Map<string, number>();
  for (const { name } of chats) counts.set(slug(name), (counts.get(slug(name)) ?? 0) + 1);
  return new Map(
    chats.map((chat) => {
      const name = slug(chat.name);
      const isPlain = name !== "" && counts.get(name) === 1;
      // The end of an id is where it differs: its beginning is a time.
      return [isPlain ? name : [name, chat.workflowId.slice(-12)].filter((one) => one !== "").join("-"), chat];
    }),
  );
}

export function findChat(chats: readonly PublishedChat[], model: string): PublishedChat | null {
  return modelNames(chats).get(model) ?? chats.find(({ workflowId }) => workflowId === model) ?? null;
}

function slug(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 60);
}
