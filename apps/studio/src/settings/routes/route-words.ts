import type { RouteRow } from "@orrery/services";
import { formatCount, formatDuration, formatUsd } from "@orrery/ui";

type Member = RouteRow["members"][number];

export const MODES = [
  { value: "ordered", label: "In this order" },
  { value: "weighted", label: "By chance, in proportion to the weights" },
  { value: "adaptive", label: "By what was seen of each" },
] as const;

export const FALLBACKS = [
  { value: "any", label: "After any error" },
  { value: "transient", label: "Only after an error that may pass" },
] as const;

/** How a route goes about it, in a line. */
export function routeWords(route: RouteRow): string {
  const first = MODES.find(({ value }) => value === route.mode)?.label ?? route.mode;
  return [
    first,
    route.fallbackOn === "any" ? "the next after any error" : "the next only after an error that may pass",
    ...(route.timeoutMs === null ? [] : [`each at most ${formatDuration(route.timeoutMs)}`]),
    ...(route.hedgeAfterMs === null ? [] : [`the next beside it after ${formatDuration(route.hedgeAfterMs)}`]),
    ...(route.frozenAt === null ? [] : [`frozen since ${new Date(route.frozenAt).toISOString().slice(0, 10)}`]),
  ].join(" · ");
}

/** What was seen of a member. */
export function figureWords({ figures: { calls, failed, logLatency, usd } }: Member): string {
  if (calls === 0) return "no calls in the last week";
  return [
    `${formatCount(calls)} ${calls === 1 ? "call" : "calls"} in the last week, ${formatCount(failed)} failed`,
    ...(logLatency === null ? [] : [`about ${formatDuration(Math.exp(logLatency.mean))} each`]),
    ...(usd === null ? [] : [`${formatUsd(usd)} each`]),
  ].join(" · ");
}

/** Why a member of an adaptive route stands where it does. */
export function reasonWords({ answers, weight, speed, thrift, score }: Member): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const weighed = weight === 1 ? "" : ` × weight ${weight}`;
  return `answers ${percent(answers)}${weighed} × speed ${percent(speed)} × thrift ${percent(thrift)} = ${percent(score)}`;
}
