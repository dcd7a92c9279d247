const longestMs = 3_600_000;

/** `Retry-After` (seconds or a date) or `retry-after-ms`, at most an hour; null where the answer says nothing. `now`: epoch ms. */
export function readRetryAfter(headers: Readonly<Record<string, string>>, now: number): number | null {
  const inMs = headers["retry-after-ms"];
  const header = headers["retry-after"];
  const ms =
    inMs !== undefined
      ? Number(inMs)
      : header === undefined
        ? Number.NaN
        : /^\s*\d+(\.\d+)?\s*$/.test(header)
          ? Number(header) * 1000
          : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(Math.round(ms), 0), longestMs);
}
