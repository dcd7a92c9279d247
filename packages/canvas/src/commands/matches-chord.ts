/** What of a key event decides which keys were pressed. */
export interface PressedKeys {
  readonly key: string;
  readonly code: string;
  readonly metaKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const NAMED: Readonly<Record<string, readonly string[]>> = {
  "↵": ["Enter"],
  "⌫": ["Backspace", "Delete"],
  "←": ["ArrowLeft"],
  "→": ["ArrowRight"],
  "↑": ["ArrowUp"],
  "↓": ["ArrowDown"],
  "⇥": ["Tab"],
};

/**
 * Whether the keys pressed are `keys`, which are given as an Apple keyboard prints them: “⇧⌘Z”, “F2”, “?”. ⌘ is Control
 * elsewhere. A sign that takes Shift on some keyboards (“?”, “+”) counts with and without it.
 */
export function matchesChord(event: PressedKeys, keys: string): boolean {
  const wanted = { mod: keys.includes("⌘"), alt: keys.includes("⌥"), shift: keys.includes("⇧") };
  const key = keys.replace(/[⌘⌥⇧]/gu, "");
  if (wanted.mod !== (event.metaKey || event.ctrlKey) || wanted.alt !== event.altKey) return false;
  const isLetter = /^[A-Z]$/.test(key);
  const isSign = key.length === 1 && !isLetter && NAMED[key] === undefined;
  if (!isSign && wanted.shift !== event.shiftKey) return false;
  const named = NAMED[key];
  if (named) return named.includes(event.key);
  // With ⌥ an Apple keyboard writes another letter.
  if (isLetter && wanted.alt) return event.code === `Key${key}`;
  return event.key === key || (isLetter && event.key.toUpperCase() === key);
}
