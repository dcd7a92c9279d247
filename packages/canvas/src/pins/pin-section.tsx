"use client";
import type { GraphNode } from "@orrery/graph";
import { Button } from "@orrery/ui";
import { PencilLine, Pin, PinOff } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import { setPin } from "./pin-output.ts";

const ICON = { "aria-hidden": true, size: 14, strokeWidth: 1.75 } as const;

/** What is pinned of a node, and what that means; nothing where nothing is. */
export function PinSection({ node }: { node: GraphNode }) {
  const services = useEditor();
  if (node.pinned === undefined || services.document === null) return null;
  return (
    <section
      aria-label="Pinned output"
      className="mx-3.5 mb-2 flex shrink-0 flex-col gap-2 rounded-control border border-brass-line px-2.5 py-2"
    >
      <p className="flex items-start gap-2 text-muted text-xs">
        <Pin {...ICON} className="mt-px shrink-0 text-brass-ink" />
        <span>
          Its output is pinned. Runs you start here use that, and the step does not run. Published runs never do.
        </span>
      </p>
      <div className="flex gap-1.5">
        <Button size="sm" icon={<PencilLine {...ICON} />} onClick={() => services.view.setState({ pinning: node.id })}>
          Edit pin
        </Button>
        <Button size="sm" icon={<PinOff {...ICON} />} onClick={() => setPin(services, node.id, null)}>
          Unpin
        </Button>
      </div>
    </section>
  );
}
