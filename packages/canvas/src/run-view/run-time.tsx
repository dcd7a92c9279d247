"use client";
import { formatDuration } from "@orrery/ui";
import { useEditor } from "../editor/editor-context.ts";
import { useRun } from "../editor/use-stores.ts";
import { useClock } from "../timeline/use-clock.ts";

/** How long a run has been under way: it goes on with the clock until the run ends; at a moment of its past it stands there. */
export function RunTime() {
  const { overlay } = useEditor();
  const run = useRun();
  const isMoving = run !== null && run.startedAt !== null && run.endedAt === null && run.playhead === null;
  const now = useClock(isMoving);
  if (!overlay || !run || run.startedAt === null) return null;
  const { at } = overlay.runState();
  // The clock here may be behind the server's.
  const until = run.endedAt ?? (isMoving ? Math.max(now, at) : at);
  return <>{formatDuration(until - run.startedAt)}</>;
}
