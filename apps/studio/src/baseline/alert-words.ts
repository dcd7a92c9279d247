import type { DeviationKind } from "@orrery/engine/baseline";
import type { AlertDeliveryRow, AlertTargetInput } from "@orrery/services";

/** What one can be told of, as the form names it. */
export const KIND_LABEL: Readonly<Record<DeviationKind, string>> = {
  time: "A step takes longer than usual",
  cost: "A step costs more than usual",
  errors: "A step fails more often than usual",
  path: "A step takes a way it hardly ever takes",
};

const KIND_SHORT: Readonly<Record<DeviationKind, string>> = {
  time: "time",
  cost: "cost",
  errors: "failures",
  path: "path",
};

export const QUIET_TIMES = [
  { value: "15", label: "15 minutes" },
  { value: "60", label: "1 hour" },
  { value: "360", label: "6 hours" },
  { value: "1440", label: "1 day" },
] as const;

/** Where alerts of this target go, of what, and how often. */
export function targetWords({ kinds, quietMinutes }: Pick<AlertTargetInput, "kinds" | "quietMinutes">): string {
  const quiet = QUIET_TIMES.find(({ value }) => value === String(quietMinutes))?.label ?? `${quietMinutes} minutes`;
  return `of ${kinds.map((kind) => KIND_SHORT[kind]).join(", ")} · the same thing at most once in ${quiet}`;
}

/** How one alert went. */
export function deliveryWords({
  status,
  tries,
  problem,
}: Pick<AlertDeliveryRow, "status" | "tries" | "problem">): string {
  if (status === "sent") return tries > 1 ? `sent at the ${ordinal(tries)} try` : "sent";
  if (status === "failed") return `given up after ${tries} tries: ${problem ?? ""}`;
  return problem === null ? "being sent" : `not taken: ${problem} It is tried again.`;
}

/** What one alert is about. */
export function deliveryTitle({ kind, texts }: Pick<AlertDeliveryRow, "kind" | "texts">): string {
  if (kind === "test") return "A test";
  const [first = "", ...rest] = texts;
  return rest.length === 0 ? first : `${first}, and ${rest.length} more`;
}

function ordinal(count: number): string {
  return ["", "first", "second", "third"][count] ?? `${count}th`;
}
