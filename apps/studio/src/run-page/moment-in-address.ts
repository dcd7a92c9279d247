/** Browsers count how often an address is changed, and a run that is played would do it each frame. */
const SETTLED_MS = 250;

let pending: ReturnType<typeof setTimeout> | null = null;

/** The event looked at, as the address says it (`?at=212`); null follows the run. */
export function readMoment(): number | null {
  const text = new URLSearchParams(window.location.search).get("at");
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** Keeps the event looked at in the address, so that it can be sent to somebody; a moment later, once for many. */
export function writeMoment(seq: number | null): void {
  const page = window.location.pathname;
  if (pending !== null) clearTimeout(pending);
  pending = setTimeout(() => {
    pending = null;
    // Meanwhile another page may have been opened.
    if (window.location.pathname !== page) return;
    const address = new URL(window.location.href);
    if (seq === null) address.searchParams.delete("at");
    else address.searchParams.set("at", String(seq));
    window.history.replaceState(window.history.state, "", address);
  }, SETTLED_MS);
}
