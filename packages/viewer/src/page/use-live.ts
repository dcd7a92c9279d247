import { useEffect, useState } from "preact/hooks";
import type { StreamMessage } from "../shared-run.ts";
import { type LiveState, listenLive } from "./live-stream.ts";
import type { RunModel } from "./run-model.ts";

/** Keeps a model at the end of its run. What comes within one frame is taken in at once. */
export function useLive(model: RunModel): LiveState {
  const url = model.run.live;
  const [live, setLive] = useState<LiveState>("off");
  const [, setTaken] = useState(0);

  useEffect(() => {
    if (url === null) return;
    let frame: number | null = null;
    let waiting: StreamMessage[] = [];
    let newest = model.last;
    const take = (): void => {
      frame = null;
      const messages = waiting;
      waiting = [];
      for (const { events, values } of messages) model.append(events, values);
      setTaken((count) => count + 1);
    };
    const stop = listenLive(url, () => newest, {
      onMessage: (message) => {
        for (const { seq } of message.events) {
          if (seq > newest + 1) throw new Error(`Event ${newest + 1} is missing.`);
          newest = Math.max(newest, seq);
        }
        waiting.push(message);
        frame ??= requestAnimationFrame(take);
      },
      onState: setLive,
    });
    return () => {
      stop();
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [model, url]);

  return live;
}
