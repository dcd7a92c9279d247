const KEY = "orrery.recent-types";
const MOST = 5;

/** The types a person added last on this browser, newest first. */
export function recentTypes(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((type) => typeof type === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Remembers that a type was added. */
export function rememberType(type: string): void {
  try {
    const next = [type, ...recentTypes().filter((one) => one !== type)].slice(0, MOST);
    window.localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing has no recent types.
  }
}
