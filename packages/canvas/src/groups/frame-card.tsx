"use client";
import { cx } from "@orrery/ui";
import { type NodeProps, NodeResizer } from "@xyflow/react";
import { useEditor } from "../editor/editor-context.ts";
import type { FlowNode } from "../flow/flow-nodes.ts";
import { nodeShape } from "../flow/node-shape.ts";

/** A frame around steps that belong together. Only its title takes hold: the rest lets the pointer through. */
export function FrameCard({ id, data, selected }: Pick<NodeProps<FlowNode>, "id" | "data" | "selected">) {
  const { catalog, cards, document, host } = useEditor();
  const { node } = data;
  const shape = nodeShape(catalog, node);
  const Face = cards.get(node.type)?.Face;
  const words = shape.summary[0]?.text;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's meaning and look
    <div
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame is chosen and moved by keyboard like any node
      tabIndex={0}
      aria-label={words ? `${words}, ${shape.typeTitle}` : shape.typeTitle}
      data-node-id={id}
      data-state="idle"
      className={cx("node-frame", selected && "is-selected")}
    >
      {selected && document && (
        <NodeResizer
          minWidth={160}
          minHeight={96}
          lineClassName="node-resize-line"
          handleClassName="node-resize-handle"
          onResizeEnd={(_event, { x, y, width, height }) =>
            document.edit({
              op: "batch",
              name: `Resize ${shape.title}`,
              ops: [
                { op: "node.resize", id, size: { width: Math.round(width), height: Math.round(height) } },
                { op: "node.move", moves: [{ id, position: { x: Math.round(x), y: Math.round(y) } }] },
              ],
            })
          }
        />
      )}
      <div className="node-grip node-frame-head">
        {Face ? <Face config={shape.config} host={host} /> : <span>{words}</span>}
      </div>
    </div>
  );
}
