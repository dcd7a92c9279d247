import type { SharedRange } from "@orrery/viewer/shared-dashboard";

/** What a link shows of a dashboard beside counts, success and times, which it always shows. */
export interface DashboardProjection {
  /** How far back from now. */
  readonly range: SharedRange;
  /** What workflows and steps are called. */
  readonly names: "shown" | "hidden";
  /** Codes of errors; never what they said. */
  readonly errors: "shown" | "hidden";
  /** Cost and tokens. */
  readonly usage: "shown" | "hidden";
}

const dayMs = 24 * 3_600_000;
const lengths: Readonly<Record<SharedRange, number>> = {
  "24h": dayMs,
  "7d": 7 * dayMs,
  "30d": 30 * dayMs,
  "90d": 90 * dayMs,
};

/** How long a range is, ms. */
export function rangeMs(range: SharedRange): number {
  return lengths[range];
}

/** A projection as it stands in the database; what cannot be read there shows nothing more than the last week's figures. */
export function storedDashboardProjection(json: unknown): DashboardProjection {
  const given = typeof json === "object" && json !== null ? json : {};
  return {
    range: "range" in given && isRange(given.range) ? given.range : "7d",
    names: "names" in given && given.names === "shown" ? "shown" : "hidden",
    errors: "errors" in given && given.errors === "shown" ? "shown" : "hidden",
    usage: "usage" in given && given.usage === "shown" ? "shown" : "hidden",
  };
}

function isRange(given: unknown): given is SharedRange {
  return typeof given === "string" && Object.hasOwn(lengths, given);
}
