const KEY = "orrery.recent-commands";
const MOST = 8;

/** The ids of what was chosen in the palette lately, newest first. Nothing where the browser keeps nothing. */
export function recentCommands(storage: Pick<Storage, "getItem"> | null): readonly string[] {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Remembers that something was chosen. */
export function rememberCommand(storage: Pick<Storage, "getItem" | "setItem"> | null, id: string): void {
  try {
    const kept = recentCommands(storage).filter((one) => one !== id);
    storage?.setItem(KEY, JSON.stringify([id, ...kept].slice(0, MOST)));
  } catch {
    // A full or forbidden storage forgets; nothing depends on it.
  }
}
