"use client";
import { createContext, use, useSyncExternalStore } from "react";
import type { PresenceState, PresenceStore } from "./presence-store.ts";

/** Who else has the workflow open that is shown inside; null where nobody is told of. */
export const PresenceContext = createContext<PresenceStore | null>(null);

export function usePresence(): PresenceStore | null {
  return use(PresenceContext);
}

const never = () => () => {};
const ALONE: PresenceState = { companions: [], places: new Map(), following: null };

/** A slice of who is there and where; choose one that keeps its identity while it says the same. */
export function usePresenceState<T>(select: (state: PresenceState) => T): T {
  const presence = use(PresenceContext);
  const read = () => select(presence?.getState() ?? ALONE);
  return useSyncExternalStore(presence?.subscribe ?? never, read, read);
}
