"use client";
import { useSyncExternalStore } from "react";
import { keysOn } from "./keys-on.ts";

const never = () => () => {};

/** A key or a chord, given as an Apple keyboard prints it ("⌘↵") and shown as this keyboard does. */
export function Kbd({ children }: { children: string }) {
  const apple = useSyncExternalStore(never, isApple, () => false);
  return (
    <kbd className="inline-flex h-4.5 min-w-4.5 items-center justify-center whitespace-nowrap rounded-chip border border-current/30 px-1 font-mono text-2xs opacity-80">
      {keysOn(children, apple)}
    </kbd>
  );
}

function isApple(): boolean {
  return /Mac OS X|iPhone|iPad/.test(navigator.userAgent);
}
