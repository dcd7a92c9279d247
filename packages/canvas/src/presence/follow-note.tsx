"use client";
import { Button } from "@orrery/ui";
import { Panel } from "@xyflow/react";
import { usePresence, usePresenceState } from "./presence-context.ts";

/** Whose view is shown, and how to go one's own way again. */
export function FollowNote() {
  const presence = usePresence();
  const followed = usePresenceState((state) => state.companions.find(({ key }) => key === state.following));
  if (!presence || !followed) return null;
  return (
    <Panel position="top-center" className="max-md:mt-16!">
      <div
        role="status"
        className="flex max-w-[90vw] items-center gap-2 rounded-control border bg-panel py-1 pr-1 pl-3 text-xs shadow-float"
      >
        <span className="min-w-0 truncate">
          You see what <bdi>{followed.isMe ? "your other tab" : followed.name}</bdi> sees.
        </span>
        <Button size="sm" onClick={() => presence.follow(null)}>
          Stop
        </Button>
      </div>
    </Panel>
  );
}
