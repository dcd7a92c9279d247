/** What a person said, and what the run that it started answered. */
export interface Exchange {
  readonly text: string;
  readonly answer: string;
}

/** One entry of what a chat gives as `messages`. */
export type EarlierMessage = {
  readonly role: "user" | "assistant";
  readonly text: string;
};

/** The most that a message brings along of what was said before: so many exchanges, and bytes of JSON. */
export const mostEarlier = { exchanges: 200, bytes: 64 * 1024 } as const;

/**
 * The newest exchanges that fit, as messages, oldest first. An exchange is taken whole or not at all, and none is taken that
 * is older than one that did not fit, so that what is left has no gaps.
 */
export function chooseEarlier(
  exchanges: readonly Exchange[],
  most: { readonly exchanges: number; readonly bytes: number } = mostEarlier,
): readonly EarlierMessage[] {
  const chosen: (readonly [EarlierMessage, EarlierMessage])[] = [];
  // The brackets of the list; each message then counts with the comma behind it.
  let bytes = 2;
  for (const { text, answer } of exchanges.slice(Math.max(0, exchanges.length - most.exchanges)).reverse()) {
    const pair = [
      { role: "user", text: storable(text) },
      { role: "assistant", text: storable(answer) },
    ] as const;
    bytes += pair.reduce((sum, message) => sum + new TextEncoder().encode(JSON.stringify(message)).length + 1, 0);
    if (bytes > most.bytes) break;
    chosen.push(pair);
  }
  return chosen.reverse().flat();
}

/** Postgres takes no text out of JSON that holds NUL or half a character. */
function storable(text: string): string {
  return text.replaceAll("\0", "\ufffd").toWellFormed();
}
