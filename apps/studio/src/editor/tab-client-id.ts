const KEY = "orrery.client";

/** The name of this tab in draft logs: the same after a reload, another in another tab. */
export function tabClientId(): string {
  const known = sessionStorage.getItem(KEY);
  if (known) return known;
  const made = crypto.randomUUID();
  sessionStorage.setItem(KEY, made);
  return made;
}
