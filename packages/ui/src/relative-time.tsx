"use client";
import { useSyncExternalStore } from "react";
import { formatRelativeTime } from "./format-relative-time.ts";

const TICK_MS = 10_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

/** One clock for all times on a page, at rest when none is shown. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer) {
      clearInterval(timer);
      timer = null;
    }
  };
}

export interface RelativeTimeProps {
  /** Milliseconds since 1970. */
  at: number;
}

/** "5 min ago", kept true while it is shown; the exact moment is its title. */
export function RelativeTime({ at }: RelativeTimeProps) {
  const read = () => formatRelativeTime(at, Date.now());
  const moment = useSyncExternalStore(subscribe, read, read);
  const exact = new Date(at).toISOString();
  return (
    <time dateTime={exact} title={exact.replace("T", " ").replace(/\.\d+Z$/, " UTC")} suppressHydrationWarning>
      {moment}
    </time>
  );
}
