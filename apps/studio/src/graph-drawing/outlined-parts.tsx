import type { NodeCategory } from "@orrery/ui";
import { CATEGORY_FILL } from "./category-fill.ts";

const BOX = { width: 360, height: 116 };
const PART = { width: 46, height: 22, gap: 22 };

/**
 * In the place of a drawing where only is known what kinds of steps there are: an outline for each, in dashes, so that
 * nobody takes it for the drawing. Decoration: the words beside it say the same.
 */
export function OutlinedParts({ parts }: { parts: readonly NodeCategory[] }) {
  const width = parts.length * PART.width + (parts.length - 1) * PART.gap;
  const left = (BOX.width - width) / 2;
  const top = (BOX.height - PART.height) / 2;
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${BOX.width} ${BOX.height}`}
      preserveAspectRatio="xMidYMid meet"
      className="dotted block h-29 w-full bg-canvas"
    >
      {parts.map((category, index) => {
        const x = left + index * (PART.width + PART.gap);
        const middle = top + PART.height / 2;
        return (
          <g key={index} strokeDasharray="3 3">
            {index > 0 && <path d={`M${x - PART.gap} ${middle}H${x}`} fill="none" className="stroke-line-strong/60" />}
            <rect
              {...{ x, y: top, width: PART.width, height: PART.height }}
              rx={5}
              className="fill-panel stroke-line-strong"
              strokeWidth={1}
            />
            <rect x={x + 5} y={middle - 5.5} width={11} height={11} rx={3} className={CATEGORY_FILL[category]} />
          </g>
        );
      })}
    </svg>
  );
}
