/** A length of time in words: "12 ms", "8.4 s", "2 min 5 s", "3 h 10 min", "2 d 4 h". Below zero counts as zero. */
export function formatDuration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < 1) return "< 1 ms";
  if (length < 999.5) return `${Math.round(length)} ms`;
  const tenths = Math.round(length / 100);
  if (tenths < 100) return `${tenths / 10} s`;
  const seconds = Math.round(length / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return withRest(minutes, "min", seconds % 60, "s");
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return withRest(hours, "h", minutes % 60, "min");
  return withRest(Math.floor(hours / 24), "d", hours % 24, "h");
}

function withRest(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${restUnit}`;
}
