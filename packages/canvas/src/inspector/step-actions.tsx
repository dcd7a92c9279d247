"use client";
import type { StepRecord } from "@orrery/engine";
import { Button, IconButton, Menu } from "@orrery/ui";
import { EllipsisVertical, History, PencilLine, Play, StepForward } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import type { RerunWish } from "../editor/editor-view.ts";

const ICON = { "aria-hidden": true, size: 14, strokeWidth: 1.75 } as const;

/** What can be done with one step of a run: made again, by itself or with something changed. */
export function StepActions({ record }: { record: Readonly<StepRecord> }) {
  const { document, view } = useEditor();
  const { nodeId } = record;
  const part = (way: "to" | "alone") => view.setState({ partialRun: { way, nodeId } });
  const wish = (way: RerunWish["way"]) => view.setState({ rerun: { stepKey: record.key, way } });
  return (
    <div className="flex shrink-0 items-center gap-1.5 px-3.5 pb-2">
      <Button size="sm" icon={<History {...ICON} />} onClick={() => wish("again")}>
        Run again from here
      </Button>
      <Menu
        label="Other ways to run again"
        trigger={<IconButton size="sm" name="Other ways to run again" icon={<EllipsisVertical {...ICON} />} />}
        items={[
          ...(document === null || record.sub !== null
            ? []
            : [
                { label: "Run to here", icon: <StepForward {...ICON} />, onSelect: () => part("to") },
                { label: "Run only this", icon: <Play {...ICON} />, onSelect: () => part("alone") },
              ]),
          { label: "Edit this output and go on", icon: <PencilLine {...ICON} />, onSelect: () => wish("output") },
          { label: "Edit the input of the run", icon: <PencilLine {...ICON} />, onSelect: () => wish("input") },
        ]}
      />
    </div>
  );
}
