"use client";
import { cx } from "@orrery/ui";
import { type NodeProps, NodeResizer } from "@xyflow/react";
import { memo } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { FrameCard } from "../groups/frame-card.tsx";
import { isFrame } from "../groups/group-members.ts";
import type { FlowNode } from "./flow-nodes.ts";
import { nodeShape } from "./node-shape.ts";

/** A remark on the canvas. It is never part of a run. */
export const NoteCard = memo(function NoteCard({ id, data, selected }: NodeProps<FlowNode>) {
  const { catalog, cards, document, host } = useEditor();
  const shape = nodeShape(catalog, data.node);
  if (isFrame(catalog, data.node)) return <FrameCard {...{ id, data, selected }} />;
  const Face = cards.get(data.node.type)?.Face;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's meaning and look
    <div
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a note is chosen and opened by keyboard like any node
      tabIndex={0}
      aria-label={`${shape.title}, ${shape.typeTitle}`}
      data-node-id={id}
      data-state="idle"
      className={cx("node-note node-grip", selected && "is-selected")}
    >
      {selected && document && (
        <NodeResizer
          minWidth={140}
          minHeight={60}
          lineClassName="node-resize-line"
          handleClassName="node-resize-handle"
          onResizeEnd={(_event, { width, height }) =>
            document.edit({ op: "node.resize", id, size: { width: Math.round(width), height: Math.round(height) } })
          }
        />
      )}
      {Face ? (
        <Face config={shape.config} host={host} />
      ) : (
        <div className="whitespace-pre-wrap break-words text-muted text-xs">
          {shape.summary.map((line) => line.text).join("\n")}
        </div>
      )}
    </div>
  );
});
