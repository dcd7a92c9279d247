import type { Bus, BusChannel } from "@orrery/ports";

/**
 * Yields at once, then whenever the bus names this id, the bus is back after a lost connection, or `pollMs` have passed.
 * Wake-ups that come while the consumer works are kept as one. Ends with the signal.
 */
export async function* wakeups(
  bus: Bus,
  watch: {
    readonly channel: BusChannel | null;
    readonly id: string;
    readonly pollMs: number;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<void> {
  let due = true;
  let wake: () => void = () => {};
  const ring = (): void => {
    due = true;
    wake();
  };
  const stops = [
    bus.onReconnect(ring),
    ...(watch.channel === null
      ? []
      : [
          bus.subscribe(watch.channel, (id) => {
            if (id === watch.id) ring();
          }),
        ]),
  ];
  watch.signal.addEventListener("abort", ring);
  try {
    while (!watch.signal.aborted) {
      if (!due) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, watch.pollMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      if (watch.signal.aborted) return;
      due = false;
      yield;
    }
  } finally {
    watch.signal.removeEventListener("abort", ring);
    for (const stop of stops) stop();
  }
}
