"use client";
import { useValue } from "../editor/use-value.ts";
import type { ContainerRun } from "../run/node-run.ts";

/** The state of a loop in a line: before the time that is looked at, or as it stands now. */
export function LoopState({ container }: { container: ContainerRun }) {
  const { stateId, statePreview, looked } = container;
  // What passes by is told by previews; only who looks at one time reads its state.
  const read = useValue(statePreview === null && looked !== null ? stateId : null);
  const text = statePreview ?? (read.kind === "value" ? JSON.stringify(read.value) : null);
  if (text === null) return null;
  return (
    <span className="min-w-0 flex-1 truncate font-mono text-2xs text-muted">
      <span className="text-dim">state </span>
      {text}
    </span>
  );
}
