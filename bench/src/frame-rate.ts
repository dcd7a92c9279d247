import type { Page } from "@playwright/test";
import { percentile } from "./percentile.ts";

export interface FrameRate {
  /** Frames a second over the whole pan: slow frames weigh as long as they last. */
  readonly fps: number;
  /** What nineteen of twenty frames reached. */
  readonly lowFps: number;
}

export interface Pan {
  /** How long to look. */
  readonly ms: number;
  /** By how many px each turn of the wheel moves; it turns about as often as a touchpad does. */
  readonly by: number;
  /** After so many turns the pan goes back. */
  readonly turns: number;
}

const everyMs = 12;

/** The frame rate of a page while a wheel pans it to and fro by real input at its middle. Resolves after `ms`. */
export async function panFrameRate(page: Page, pan: Pan): Promise<FrameRate> {
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const [x, y] = [width * 0.45, height * 0.45];
  await page.mouse.move(x, y);
  const session = await page.context().newCDPSession(page);
  const frames = page.evaluate(
    (ms) =>
      new Promise<number[]>((done) => {
        const at: number[] = [];
        const next = (now: number): void => {
          at.push(now);
          if (now - (at[0] ?? now) < ms) requestAnimationFrame(next);
          else done(at);
        };
        requestAnimationFrame(next);
      }),
    pan.ms,
  );
  let isOver = false;
  void frames.finally(() => {
    isOver = true;
  });
  let onTheWay = 0;
  for (let turn = 0; !isOver; turn += 1) {
    const back = Math.floor(turn / pan.turns) % 2 === 1;
    // A page that is late gets no more turns than it can take: a queue of them would only be panned after the measurement.
    if (onTheWay < 4) {
      onTheWay += 1;
      const deltaX = back ? -pan.by : pan.by;
      void session
        .send("Input.dispatchMouseEvent", { type: "mouseWheel", x, y, deltaX, deltaY: deltaX / 2 })
        .catch(() => {})
        .finally(() => {
          onTheWay -= 1;
        });
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  const at = await frames;
  await session.detach();
  const between = at.slice(1).map((time, index) => time - (at[index] ?? time));
  const took = (at.at(-1) ?? 0) - (at[0] ?? 0);
  return { fps: (1000 * between.length) / took, lowFps: 1000 / percentile(between, 0.95) };
}
