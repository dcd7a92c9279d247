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
  if (minutes < 60) return withRest(`${minutes} min`, seconds % 60, "s");
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return withRest(`${hours} h`, minutes % 60, "min");
  return withRest(`${Math.floor(hours / 24)} d`, hours % 24, "h");
}

/** Bytes with a unit (1 KB = 1,024 B): "812 B", "4.1 KB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${tenth(kilo)} KB` : `${tenth(kilo / 1024)} MB`;
}

/** A count that stays short: "97", "2.1k", "1.4M". */
export function formatCount(count: number): string {
  if (count < 1000) return String(Math.round(count));
  return count < 999_950 ? `${tenth(count / 1000)}k` : `${tenth(count / 1_000_000)}M`;
}

/** Money in US dollars: "$0.00" for nothing, four decimals below a cent, two above. */
export function formatUsd(usd: number): string {
  if (usd === 0 || usd >= 0.01) return `$${usd.toFixed(2)}`;
  return usd < 0.00005 ? "< $0.0001" : `$${usd.toFixed(4)}`;
}

/** A moment (epoch ms) by the reader's clock, with its date: "24 Nov 2026, 14:05:09". */
export function formatMoment(at: number): string {
  return new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" });
}

function withRest(whole: string, rest: number, unit: string): string {
  return rest === 0 ? whole : `${whole} ${rest} ${unit}`;
}

function tenth(value: number): string {
  return String(Math.round(value * 10) / 10);
}
