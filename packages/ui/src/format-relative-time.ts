const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago or in how long, both as milliseconds since 1970: "just now", "5 min ago", "in 2 h", "yesterday", or a date. */
export function formatRelativeTime(at: number, now: number): string {
  const away = Math.abs(now - at);
  const past = at <= now;
  if (away < 10_000) return past ? "just now" : "in a moment";
  if (away >= 7 * DAY) return new Date(at).toISOString().slice(0, 10);
  if (past && away >= DAY && away < 2 * DAY) return "yesterday";
  const words = wordsFor(away);
  return past ? `${words} ago` : `in ${words}`;
}

function wordsFor(away: number): string {
  if (away < MINUTE) return `${Math.floor(away / 1000)} s`;
  if (away < HOUR) return `${Math.floor(away / MINUTE)} min`;
  if (away < DAY) return `${Math.floor(away / HOUR)} h`;
  const days = Math.floor(away / DAY);
  return days === 1 ? "1 day" : `${days} days`;
}
