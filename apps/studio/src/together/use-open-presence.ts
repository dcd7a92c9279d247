"use client";
import { createPresence, type OwnSign, type PresenceStore } from "@orrery/canvas";
import { useEffect, useState } from "react";
import { useLive } from "../live/live-provider.tsx";
import { useTRPCClient } from "../trpc/trpc.ts";

/** Who else has this workflow open; tells them of this tab as long as it is looked at. Null until the browser has it. */
export function useOpenPresence(workflowId: string): PresenceStore | null {
  const client = useTRPCClient();
  const [presence, setPresence] = useState<PresenceStore | null>(null);

  useEffect(() => {
    const tab = crypto.randomUUID();
    const send = async (sign: OwnSign) => {
      const place = { ...sign.place, chosen: [...sign.place.chosen] };
      await client.presence.show.mutate({ workflowId, sign: { ...sign, place } });
    };
    const made = createPresence({ tab, send });
    setPresence(made);
    const leave = () => sayGoodbye(workflowId, tab);
    // A hidden tab is told nothing, so it is not there; when it is shown again its stream opens, and it says hello.
    const onShown = () => {
      if (document.visibilityState !== "hidden") return;
      made.away();
      leave();
    };
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", onShown);
    return () => {
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", onShown);
      made.close();
      leave();
    };
  }, [client, workflowId]);

  useLive(presence && { kind: "presence", id: workflowId }, (item) => {
    if (item.kind !== "presence") return;
    if (item.sign === null) presence?.opened();
    else presence?.receive(item.sign);
  });
  return presence;
}

/** By a beacon: a page that goes away sends nothing else. */
function sayGoodbye(workflowId: string, tab: string): void {
  const place = { cursor: null, chosen: [], field: null, view: null };
  const body = JSON.stringify({ workflowId, sign: { tab, kind: "left", place } });
  navigator.sendBeacon("/api/trpc/presence.show", new Blob([body], { type: "application/json" }));
}
