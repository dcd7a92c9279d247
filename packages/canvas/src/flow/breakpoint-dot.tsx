"use client";
import { useEditor } from "../editor/editor-context.ts";

export interface BreakpointDotProps {
  nodeId: string;
  title: string;
  isSet: boolean;
}

/** The dot at the left edge of a card where the run pauses. By keyboard it is the key B, so it is no stop of its own. */
export function BreakpointDot({ nodeId, title, isSet }: BreakpointDotProps) {
  const { breakpoints } = useEditor();
  if (!breakpoints) return isSet ? <span title="The run pauses here" className="node-breakpoint" data-set /> : null;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={`Pause before ${title}`}
      aria-pressed={isSet}
      title={isSet ? "Runs pause here. Press to remove (B)" : "Pause runs here (B)"}
      data-set={isSet || undefined}
      className="node-breakpoint nodrag nopan"
      onClick={(event) => {
        event.stopPropagation();
        breakpoints.toggle(nodeId);
      }}
    />
  );
}
