import { durationType, numberType, stringType, timestampType } from "../basic-types.ts";
import { Duration, Timestamp } from "../evaluate/value.ts";
import { unionOf } from "../union-of.ts";
import { badValue, wrongKind } from "./arguments.ts";
import type { ExprFunction } from "./expr-function.ts";
import { parseDuration, parseTime, zonedParts } from "./time-text.ts";

const timeOrDuration = unionOf(timestampType, durationType);
const timeLike = unionOf(stringType, numberType, timestampType);
const earliest = Date.UTC(1, 0, 1);
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const dayMs = 86_400_000;

function timeFrom(value: unknown, unitMs: number): Timestamp {
  if (value instanceof Timestamp) return value;
  if (typeof value === "number") return inRange(value * unitMs);
  if (typeof value !== "string") return wrongKind("a time as text or number", value);
  const epochMs = parseTime(value);
  return epochMs === null
    ? badValue(`${JSON.stringify(value.slice(0, 80))} is not an ISO date or time.`)
    : inRange(epochMs);
}

/** A time within the years 1 to 9999. Throws ORR_EXPR_BAD_VALUE outside them. */
export function inRange(epochMs: number): Timestamp {
  if (epochMs >= earliest && epochMs <= latest) return new Timestamp(Math.floor(epochMs));
  return badValue("The time lies outside the years 1 to 9999.");
}

function partOfTimeOrDuration(name: string, doc: string, unitMs: number, unit: (date: Date) => number): ExprFunction {
  return {
    name,
    signature: `time.${name}(zone?) or duration.${name}() → number`,
    doc,
    example: `duration("90m").${name}()`,
    isOurs: false,
    isMethodOnly: true,
    parameters: [
      { name: "value", type: timeOrDuration },
      { name: "zone", type: stringType, isOptional: true },
    ],
    result: numberType,
    run: (args) => {
      const [value] = args;
      if (value instanceof Duration) return Math.trunc(value.ms / unitMs);
      if (!(value instanceof Timestamp)) return wrongKind("a time or a duration", value);
      return unit(zonedParts(value.epochMs, args[1]));
    },
  };
}

function partOfTime(name: string, doc: string, part: (date: Date) => number): ExprFunction {
  return {
    name,
    signature: `time.${name}(zone?) → number`,
    doc,
    example: `date("2026-11-23").${name}()`,
    isOurs: false,
    isMethodOnly: true,
    parameters: [
      { name: "time", type: timestampType },
      { name: "zone", type: stringType, isOptional: true },
    ],
    result: numberType,
    run: (args) => {
      const [value] = args;
      if (!(value instanceof Timestamp)) return wrongKind("a time", value);
      return part(zonedParts(value.epochMs, args[1]));
    },
  };
}

export const timeFunctions: readonly ExprFunction[] = [
  {
    name: "now",
    signature: "now() → time",
    doc: "When the run started, so a replay gives the same.",
    example: "now()",
    isOurs: true,
    parameters: [],
    result: timestampType,
    run: (_, { now }) => inRange(now),
  },
  {
    name: "date",
    signature: "date(text) → time",
    doc: "The time that an ISO text means, in UTC where it names no zone; or of a number of milliseconds since 1970.",
    example: 'date("2026-11-23")',
    isOurs: true,
    parameters: [{ name: "value", type: timeLike }],
    result: timestampType,
    run: ([value]) => timeFrom(value, 1),
  },
  {
    name: "timestamp",
    signature: "timestamp(text) → time",
    doc: "Like date, but a number counts seconds since 1970.",
    example: 'timestamp("2026-11-23T10:00:00Z")',
    isOurs: false,
    parameters: [{ name: "value", type: timeLike }],
    result: timestampType,
    run: ([value]) => timeFrom(value, 1000),
  },
  {
    name: "duration",
    signature: "duration(text) → duration",
    doc: "A span of time: 1h30m, 500ms, -2s.",
    example: 'duration("1h30m")',
    isOurs: false,
    parameters: [{ name: "text", type: stringType }],
    result: durationType,
    run: ([value]) => {
      const ms = typeof value === "string" ? parseDuration(value) : null;
      return ms === null ? badValue("This is not a duration such as 1h30m or 500ms.") : new Duration(ms);
    },
  },
  partOfTime("getFullYear", "The year.", (date) => date.getUTCFullYear()),
  partOfTime("getMonth", "The month, counted from 0.", (date) => date.getUTCMonth()),
  partOfTime("getDate", "The day of the month, counted from 1.", (date) => date.getUTCDate()),
  partOfTime("getDayOfMonth", "The day of the month, counted from 0.", (date) => date.getUTCDate() - 1),
  partOfTime("getDayOfWeek", "The day of the week, 0 is Sunday.", (date) => date.getUTCDay()),
  partOfTime("getDayOfYear", "The day of the year, counted from 0.", (date) =>
    Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / dayMs),
  ),
  partOfTimeOrDuration("getHours", "The hour of a time; the whole hours of a duration.", 3_600_000, (date) =>
    date.getUTCHours(),
  ),
  partOfTimeOrDuration("getMinutes", "The minute of a time; the whole minutes of a duration.", 60_000, (date) =>
    date.getUTCMinutes(),
  ),
  partOfTimeOrDuration("getSeconds", "The second of a time; the whole seconds of a duration.", 1000, (date) =>
    date.getUTCSeconds(),
  ),
  partOfTimeOrDuration("getMilliseconds", "The millisecond of a time; the milliseconds of a duration.", 1, (date) =>
    date.getUTCMilliseconds(),
  ),
];
