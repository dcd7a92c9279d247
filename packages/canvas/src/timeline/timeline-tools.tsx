"use client";
import { Button, formatCount, IconButton, Select, TextField } from "@orrery/ui";
import { FoldHorizontal, Maximize2, Radio, ZoomIn, ZoomOut } from "lucide-react";
import type { TimelineFilter } from "./layout-timeline.ts";

const ICON = { "aria-hidden": true, size: 14, strokeWidth: 1.75 } as const;

const STATES: readonly { value: TimelineFilter["state"]; label: string }[] = [
  { value: "all", label: "All states" },
  { value: "active", label: "Running" },
  { value: "waiting", label: "Waiting" },
  { value: "failed", label: "Failed" },
  { value: "done", label: "Done" },
];

export interface TimelineToolsProps {
  filter: TimelineFilter;
  onFilter: (filter: TimelineFilter) => void;
  shown: number;
  all: number;
  isCompressed: boolean;
  onCompressed: (isCompressed: boolean) => void;
  /** Null where the run has ended: there is nothing to follow. */
  isFollowed: boolean | null;
  onFollowed: (isFollowed: boolean) => void;
  canFit: boolean;
  onZoom: (way: "in" | "out") => void;
  onFit: () => void;
}

/** Over the lines: which of them, and how much of the time. */
export function TimelineTools(props: TimelineToolsProps) {
  const { filter, onFilter, shown, all, isCompressed, isFollowed } = props;
  return (
    <div className="flex shrink-0 items-center gap-1.5 px-3 py-1">
      <span className="w-44 min-w-0 max-md:flex-1">
        <TextField
          label="Find steps"
          type="search"
          placeholder="Find steps"
          value={filter.text}
          onValueChange={(text) => onFilter({ ...filter, text })}
        />
      </span>
      <span className="w-30 shrink-0">
        <Select
          label="State of the steps"
          value={filter.state}
          onValueChange={(state) => onFilter({ ...filter, state })}
          options={STATES}
        />
      </span>
      <span role="status" className="min-w-0 flex-1 truncate text-dim text-xs tabular-nums max-md:hidden">
        {shown === all ? `${formatCount(all)} steps` : `${formatCount(shown)} of ${formatCount(all)} steps`}
      </span>
      <Button
        size="sm"
        variant={isCompressed ? "secondary" : "ghost"}
        aria-pressed={isCompressed}
        onClick={() => props.onCompressed(!isCompressed)}
        icon={<FoldHorizontal {...ICON} />}
      >
        <span className="max-md:sr-only">Shorten pauses</span>
      </Button>
      {isFollowed !== null && (
        <Button
          size="sm"
          variant={isFollowed ? "secondary" : "ghost"}
          aria-pressed={isFollowed}
          onClick={() => props.onFollowed(!isFollowed)}
          icon={<Radio {...ICON} />}
        >
          <span className="max-md:sr-only">Follow</span>
        </Button>
      )}
      <span className="flex max-md:hidden">
        <IconButton size="sm" name="Less time" onClick={() => props.onZoom("in")} icon={<ZoomIn {...ICON} />} />
        <IconButton size="sm" name="More time" onClick={() => props.onZoom("out")} icon={<ZoomOut {...ICON} />} />
        <IconButton
          size="sm"
          name="All of the time"
          disabled={!props.canFit}
          onClick={props.onFit}
          icon={<Maximize2 {...ICON} />}
        />
      </span>
    </div>
  );
}
