"use client";

import type { LiveItem, Topic } from "@orrery/services";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { LiveHub, LiveStatus } from "./live-hub.ts";

const LiveContext = createContext<LiveHub | null>(null);

export function LiveProvider({ hub, children }: { readonly hub: LiveHub | null; readonly children: ReactNode }) {
  return <LiveContext value={hub}>{children}</LiveContext>;
}

/** Follows a topic for as long as the component lives; `null` follows nothing. The latest `onItem` is called. */
export function useLive(topic: Topic | null, onItem: (item: LiveItem) => void): void {
  const hub = useContext(LiveContext);
  const latest = useRef(onItem);
  latest.current = onItem;
  const kind = topic?.kind ?? null;
  const id = topic !== null && "id" in topic ? topic.id : "";
  const first = useRef(topic);
  first.current = topic;
  useEffect(() => {
    if (hub === null || kind === null || first.current === null) return;
    void id;
    return hub.follow(first.current, (item) => latest.current(item));
  }, [hub, kind, id]);
}

/** How the stream is: `lost` while it reconnects. */
export function useLiveStatus(): LiveStatus {
  const hub = useContext(LiveContext);
  return useSyncExternalStore(
    (listener) => hub?.onStatus(listener) ?? (() => {}),
    () => hub?.status() ?? "connecting",
    () => "connecting",
  );
}

/** What is known of the executors; null until the first word of them. */
export function useFleet(): { readonly alive: number; readonly silent: number } | null {
  const [known, setKnown] = useState<{ readonly alive: number; readonly silent: number } | null>(null);
  useLive(fleet, (item) => {
    if (item.kind === "fleet") setKnown({ alive: item.alive, silent: item.silent });
  });
  return known;
}

const fleet: Topic = { kind: "fleet" };
