import { useEffect, useRef, useState } from "preact/hooks";
import type { RunModel } from "./run-model.ts";

export interface Playback {
  /** The event shown. */
  readonly seq: number;
  readonly last: number;
  readonly isPlaying: boolean;
  /** It stays at the end as the run goes on. */
  readonly isFollowing: boolean;
  readonly speed: number;
  readonly go: (seq: number) => void;
  readonly toEnd: () => void;
  readonly toggle: () => void;
  readonly setSpeed: (speed: number) => void;
}

/** Where in the log the page stands. Playing goes by the run's own times, its idle stretches cut short. */
export function usePlayback(model: RunModel): Playback {
  /** Null: the end, whatever comes. */
  const [at, setAt] = useState<number | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const { last } = model;
  const seq = at ?? last;
  const current = useRef({ seq, speed });
  current.current = { seq, speed };

  useEffect(() => {
    if (!isPlaying) return;
    let before: number | null = null;
    let played = model.clock.playedAt(current.current.seq - 1);
    let frame = requestAnimationFrame(function next(now) {
      played += (before === null ? 0 : now - before) * current.current.speed;
      before = now;
      const reached = Math.max(current.current.seq, model.clock.countAt(played));
      if (reached >= model.last) {
        setPlaying(false);
        setAt(null);
        return;
      }
      setAt(reached);
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, model]);

  return {
    seq,
    last,
    isPlaying,
    isFollowing: at === null,
    speed,
    go: (wanted) => {
      setPlaying(false);
      setAt(wanted >= last ? null : Math.max(0, wanted));
    },
    toEnd: () => {
      setPlaying(false);
      setAt(null);
    },
    toggle: () => {
      if (!isPlaying && seq >= last) setAt(0);
      setPlaying(!isPlaying);
    },
    setSpeed,
  };
}
