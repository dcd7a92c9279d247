"use client";
import { createContext, use, useSyncExternalStore } from "react";
import type { Trouble, TroubleStore } from "./trouble.ts";

export const TroubleContext = createContext<TroubleStore | null>(null);

const never = () => () => {};

/** What keeps Orrery from doing what it is asked; null where nothing is known to. */
export function useTrouble(): Trouble | null {
  const trouble = use(TroubleContext);
  const read = () => trouble?.get() ?? null;
  return useSyncExternalStore(trouble?.subscribe ?? never, read, read);
}
