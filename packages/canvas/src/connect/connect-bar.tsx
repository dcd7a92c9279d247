"use client";
import { Button } from "@orrery/ui";
import { Panel } from "@xyflow/react";
import { Plus } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import { useGraph, useView } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";

/** After a finger has tapped a port: what to tap next, or what to add there. */
export function ConnectBar() {
  const { catalog, view } = useEditor();
  const graph = useGraph();
  const connecting = useView((state) => state.connecting);
  if (connecting?.by !== "tap") return null;
  const { port } = connecting;
  const node = graph.nodes.find(({ id }) => id === port.nodeId);
  if (!node) return null;
  const { title } = nodeShape(catalog, node);
  return (
    <Panel position="top-center" className="mt-14! w-max max-w-[calc(100%-1.5rem)]">
      <div
        role="status"
        className="flex flex-wrap items-center gap-2 rounded-control border bg-panel px-2.5 py-2 text-sm shadow-float"
      >
        <span className="min-w-0 flex-1 basis-40">
          {port.side === "out" ? `From “${title}”` : `To “${title}”`}: tap a port that is lit.
        </span>
        <Button
          icon={<Plus aria-hidden size={14} strokeWidth={1.75} />}
          onClick={(event) => {
            const { left, top } = event.currentTarget.getBoundingClientRect();
            view.setState({
              connecting: { port, by: "menu" },
              quickAdd: { at: { x: left, y: top }, place: null, from: port },
            });
          }}
        >
          Add a step
        </Button>
        <Button variant="ghost" onClick={() => view.setState({ connecting: null, fitting: null })}>
          Cancel
        </Button>
      </div>
    </Panel>
  );
}
