import { TOOLS } from "@orrery/graph";
import { type NodeHandle, Position } from "@xyflow/react";
import type { NodeShape } from "./node-shape.ts";

const CARD_WIDTH = 232;
const HEAD_PORT = 27;
const ROOM_PORT = 22;
const HEAD = 54;
const LINE = 17;
const BELOW_LINES = 8;
const ROW = 24;
const TOOLS_ROW = 24;
const PORT = 11;
// No real card is so high: whatever is measured differs, and counts.
const UNREAL = 0.25;

export interface EstimatedSize {
  /** Of a card; rooms and notes say their own size. */
  readonly measured?: { readonly width: number; readonly height: number };
  readonly handles: NodeHandle[];
}

/**
 * How large a card will be and where its ports will stand, before it has ever been drawn. With that React Flow need not mount a
 * node to know it, and a large drawing is there at once; what a card then measures takes the place of the estimate.
 * @param width of a room or note, as it is drawn.
 */
export function estimatedSize(shape: NodeShape, width: number): EstimatedSize {
  const { kind, inputs, outputs, hasTools, summary } = shape;
  if (kind !== "card") {
    const at = (index: number) => ROOM_PORT + index * ROW;
    return {
      handles: [
        ...inputs.map(({ id }) => port({ id, type: "target", position: Position.Left }, 0, ROOM_PORT)),
        ...outputs.map(({ id }, index) => port({ id, type: "source", position: Position.Right }, width, at(index))),
      ],
    };
  }
  const rows = outputs.length === 1 ? 0 : outputs.length;
  const bottom = HEAD + LINE * Math.min(2, summary.length) + BELOW_LINES + ROW * rows;
  const height = bottom + (hasTools ? TOOLS_ROW : 0) + UNREAL;
  const rowAt = (index: number) => (rows === 0 ? HEAD_PORT : bottom - ROW * (rows - index) + ROW / 2);
  return {
    measured: { width: CARD_WIDTH, height },
    handles: [
      ...inputs.map(({ id }, index) =>
        port({ id, type: "target", position: Position.Left }, 0, HEAD_PORT + index * ROW),
      ),
      ...outputs.map(({ id }, index) =>
        port({ id, type: "source", position: Position.Right }, CARD_WIDTH, rowAt(index)),
      ),
      ...(hasTools ? [port({ id: TOOLS, type: "source", position: Position.Bottom }, CARD_WIDTH / 2, height)] : []),
    ],
  };
}

function port(handle: Pick<NodeHandle, "id" | "type" | "position">, x: number, y: number): NodeHandle {
  return { ...handle, x: x - PORT / 2, y: y - PORT / 2, width: PORT, height: PORT };
}
