/** Bytes with a unit: "812 B", "4.1 KB", "3.2 MB" (1 KB = 1,024 B). */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${Math.max(0, Math.round(bytes))} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${oneDecimal(kilo)} KB` : `${oneDecimal(kilo / 1024)} MB`;
}

/** A count that stays short: "97", "2.1k", "1.4M". */
export function formatCount(count: number): string {
  if (Math.abs(count) < 1000) return String(Math.round(count));
  if (Math.abs(count) < 999_950) return `${oneDecimal(count / 1000)}k`;
  return `${oneDecimal(count / 1_000_000)}M`;
}

/** Money in US dollars: "$0.00" for nothing, four decimals below a cent, two above. */
export function formatUsd(usd: number): string {
  if (usd === 0 || Math.abs(usd) >= 0.01) return `$${usd.toFixed(2)}`;
  return Math.abs(usd) < 0.00005 ? "< $0.0001" : `$${usd.toFixed(4)}`;
}

function oneDecimal(value: number): string {
  return String(Math.round(value * 10) / 10);
}
