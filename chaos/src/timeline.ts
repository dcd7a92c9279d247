import { below, type Random } from "@orrery/engine/testing";

/** One thing that goes wrong, `at` ms after the beginning. A seat is the place of one executor; its process changes. */
export type Disturbance = { readonly at: number } & (
  | { readonly do: "kill-executor"; readonly seat: number; readonly backAfterMs: number }
  /** Longer than a lease lasts: others have taken over when it wakes up. */
  | { readonly do: "stop-executor"; readonly seat: number; readonly forMs: number }
  | { readonly do: "restart-postgres"; readonly awayMs: number }
  | { readonly do: "kill-studio"; readonly backAfterMs: number }
  /** Breaks off this share of the streams that are open. */
  | { readonly do: "drop-streams"; readonly share: number }
);

const firstAt = 2_500;
/** After the last one there is still load for as long, so that recovery happens under load. */
const calmMs = 4_000;
const longestStopMs = 13_000;

/**
 * What goes wrong in a run of chaos, in order of time; the same for the same chance. There is always at least one of each
 * kind. An executor that is stopped is not killed meanwhile: what it does when it wakes up is the point.
 */
export function timeline(random: Random, span: { readonly seconds: number; readonly seats: number }): Disturbance[] {
  const end = span.seconds * 1_000 - calmMs;
  const between = (least: number, most: number): number => least + below(random, most - least + 1);
  const stops = everyAbout(60_000, end - longestStopMs, between).map(
    (at): Disturbance => ({
      at,
      do: "stop-executor",
      seat: below(random, span.seats),
      forMs: between(10_500, longestStopMs),
    }),
  );
  const kills = everyAbout(5_000, end, between).flatMap((at): Disturbance[] => {
    const isStopped = (seat: number): boolean =>
      stops.some(
        (stop) =>
          stop.do === "stop-executor" && stop.seat === seat && at >= stop.at - 500 && at <= stop.at + stop.forMs + 500,
      );
    const seats = Array.from({ length: span.seats }, (_, seat) => seat).filter((seat) => !isStopped(seat));
    const seat = seats[below(random, seats.length)];
    return seat === undefined ? [] : [{ at, do: "kill-executor", seat, backAfterMs: between(0, 1_500) }];
  });
  return [
    ...stops,
    ...kills,
    ...everyAbout(90_000, end, between).map(
      (at): Disturbance => ({ at, do: "restart-postgres", awayMs: between(0, 1_500) }),
    ),
    ...everyAbout(30_000, end, between).map(
      (at): Disturbance => ({ at, do: "kill-studio", backAfterMs: between(0, 800) }),
    ),
    ...everyAbout(3_000, end, between).map(
      (at): Disturbance => ({ at, do: "drop-streams", share: between(2, 10) / 10 }),
    ),
  ].sort((a, b) => a.at - b.at);
}

/** One moment in each stretch of about `everyMs`, at least one in all. */
function everyAbout(everyMs: number, end: number, between: (least: number, most: number) => number): number[] {
  const count = Math.max(1, Math.round((end - firstAt) / everyMs));
  const stretch = (end - firstAt) / count;
  return Array.from({ length: count }, (_, i) =>
    between(Math.ceil(firstAt + i * stretch), Math.floor(firstAt + (i + 1) * stretch)),
  );
}
