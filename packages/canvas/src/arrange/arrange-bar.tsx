"use client";
import { IconButton } from "@orrery/ui";
import { Panel } from "@xyflow/react";
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
  Group,
  type LucideIcon,
  WandSparkles,
} from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import type { EditorActions } from "../editor/use-editor-actions.ts";
import { useView } from "../editor/use-stores.ts";
import type { Alignment, Direction } from "./align-nodes.ts";

const ALIGN: readonly (readonly [Alignment, string, string, LucideIcon])[] = [
  ["left", "Align left", "⌥A", AlignStartVertical],
  ["centre", "Align centres", "⌥H", AlignCenterVertical],
  ["right", "Align right", "⌥D", AlignEndVertical],
  ["top", "Align tops", "⌥W", AlignStartHorizontal],
  ["middle", "Align middles", "⌥V", AlignCenterHorizontal],
  ["bottom", "Align bottoms", "⌥S", AlignEndHorizontal],
];

const SPREAD: readonly (readonly [Direction, string, string, LucideIcon])[] = [
  ["across", "Space evenly across", "⌥⇧H", AlignHorizontalSpaceAround],
  ["down", "Space evenly down", "⌥⇧V", AlignVerticalSpaceAround],
];

/** What can be done with several chosen nodes at once. */
export function ArrangeBar({ actions, narrow }: { actions: EditorActions; narrow: boolean }) {
  const { document } = useEditor();
  const count = useView((view) => view.selectedNodes.size);
  if (!document || count < 2) return null;
  return (
    <Panel position={narrow ? "top-left" : "top-center"} className={narrow ? "mt-13!" : undefined}>
      <div
        role="toolbar"
        aria-label={`Arrange ${count} chosen nodes`}
        className="flex max-w-[calc(100vw-2rem)] flex-wrap items-center gap-0.5 rounded-control border bg-panel p-0.5 shadow-float"
      >
        {ALIGN.map(([alignment, name, shortcut, Icon]) => (
          <IconButton
            key={alignment}
            size="sm"
            {...{ name, shortcut }}
            onClick={() => actions.align(alignment)}
            icon={<Icon aria-hidden size={15} strokeWidth={1.75} />}
          />
        ))}
        {count > 2 &&
          SPREAD.map(([direction, name, shortcut, Icon]) => (
            <IconButton
              key={direction}
              size="sm"
              {...{ name, shortcut }}
              onClick={() => actions.distribute(direction)}
              icon={<Icon aria-hidden size={15} strokeWidth={1.75} />}
            />
          ))}
        <IconButton
          size="sm"
          name="Tidy what is chosen"
          shortcut="⇧T"
          onClick={() => void actions.tidy()}
          icon={<WandSparkles aria-hidden size={15} strokeWidth={1.75} />}
        />
        <IconButton
          size="sm"
          name="Group"
          shortcut="G"
          onClick={() => actions.group()}
          icon={<Group aria-hidden size={15} strokeWidth={1.75} />}
        />
      </div>
    </Panel>
  );
}
