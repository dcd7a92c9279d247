"use client";
import * as RadixTabs from "radix-ui/tabs";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export interface TabItem<Value extends string> {
  value: Value;
  label: string;
  /** A figure after the word, such as the number of problems. */
  count?: number;
  content: ReactNode;
}

export interface TabsProps<Value extends string> {
  /** What the tabs are of: the accessible name of the list. */
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  items: readonly TabItem<Value>[];
  /** Shown at the right end of the list. */
  trailing?: ReactNode;
  className?: string;
}

/** Panels of which one is shown; arrow keys move between the tabs. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { label, value, onValueChange, items, trailing, className } = props;
  const choose = (next: string) => {
    const item = items.find((candidate) => candidate.value === next);
    if (item) onValueChange(item.value);
  };
  return (
    <RadixTabs.Root value={value} onValueChange={choose} className={cx("flex min-h-0 flex-col", className)}>
      <div className="flex h-10 shrink-0 items-stretch border-b pr-3 pl-2">
        <RadixTabs.List aria-label={label} className="flex min-w-0 flex-1 items-stretch overflow-x-auto">
          {items.map((item) => (
            <RadixTabs.Trigger
              key={item.value}
              value={item.value}
              className="flex shrink-0 items-center gap-1.5 border-transparent border-b-2 px-2.5 text-dim text-sm transition-colors -outline-offset-2 hover:text-ink data-[state=active]:border-brass-line data-[state=active]:font-medium data-[state=active]:text-ink"
            >
              {item.label}
              {item.count !== undefined && item.count > 0 && (
                <span className="rounded-chip bg-raised px-1 font-mono text-2xs text-muted">{item.count}</span>
              )}
            </RadixTabs.Trigger>
          ))}
        </RadixTabs.List>
        {trailing && <div className="flex shrink-0 items-center gap-2 pl-2">{trailing}</div>}
      </div>
      {items.map((item) => (
        <RadixTabs.Content
          key={item.value}
          value={item.value}
          className="min-h-0 flex-1 more-below overflow-auto -outline-offset-2"
        >
          {item.content}
        </RadixTabs.Content>
      ))}
    </RadixTabs.Root>
  );
}
