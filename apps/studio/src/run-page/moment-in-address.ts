/** The event looked at, as the address says it (`?at=212`); null follows the run. */
export function readMoment(): number | null {
  const text = new URLSearchParams(window.location.search).get("at");
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** Keeps the event looked at in the address, so that it can be sent to somebody. */
export function writeMoment(seq: number | null): void {
  const address = new URL(window.location.href);
  if (seq === null) address.searchParams.delete("at");
  else address.searchParams.set("at", String(seq));
  window.history.replaceState(window.history.state, "", address);
}
