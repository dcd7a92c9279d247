import { badValue, wrongKind } from "./arguments.ts";

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(?:\s?(Z|[+-]\d{2}(?::?\d{2})?))?$/i;

/**
 * The epoch milliseconds of an ISO 8601 date or date and time; without a zone it is UTC, so that every machine reads it
 * alike. Null where it is not one, days that do not exist included.
 */
export function parseTime(text: string): number | null {
  const match = text.length > 48 ? null : isoPattern.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = match;
  const ms = Math.trunc(Number(`0.${fraction}0`) * 1000);
  const local = new Date(0);
  local.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const isRealDay = local.getUTCMonth() === Number(month) - 1 && local.getUTCDate() === Number(day);
  if (!isRealDay || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  local.setUTCHours(Number(hour), Number(minute), Number(second), ms);
  return local.getTime() - zoneMs(zone);
}

function zoneMs(zone: string): number {
  if (zone.toUpperCase() === "Z") return 0;
  const digits = zone.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || "0");
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

const unitMs: { readonly [unit: string]: number } = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  ns: 1e-6,
};

/** The milliseconds of a span written as Go and CEL write it (`1h30m`, `-1.5s`), or null. */
export function parseDuration(text: string): number | null {
  const match = text.length > 64 ? null : /^([+-])?((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+)$/.exec(text);
  if (match === null) return null;
  let total = 0;
  for (const [, amount, unit] of (match[2] ?? "").matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g)) {
    total += Number(amount) * (unitMs[unit ?? ""] ?? 0);
  }
  return match[1] === "-" ? -total : total;
}

/** A date whose UTC parts read as the clock does in `zone` (an IANA name or ±hh:mm; undefined is UTC). */
export function zonedParts(epochMs: number, zone: unknown): Date {
  if (zone === undefined || zone === "UTC") return new Date(epochMs);
  if (typeof zone !== "string") return wrongKind("the name of a time zone", zone);
  if (/^[+-]?\d{2}:\d{2}$/.test(zone)) {
    return new Date(epochMs + zoneMs(/^[+-]/.test(zone) ? zone : `+${zone}`));
  }
  const parts = clockIn(zone.slice(0, 64)).formatToParts(epochMs);
  const [year, month, day, hour, minute, second] = ["year", "month", "day", "hour", "minute", "second"].map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  );
  const shown = new Date(0);
  shown.setUTCFullYear(year ?? 0, (month ?? 1) - 1, day);
  shown.setUTCHours(hour ?? 0, minute, second, ((epochMs % 1000) + 1000) % 1000);
  return shown;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  try {
    const clock = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    if (clocks.size >= 64) clocks.clear();
    clocks.set(timeZone, clock);
    return clock;
  } catch {
    return badValue(`${JSON.stringify(timeZone)} is not a time zone.`);
  }
}
