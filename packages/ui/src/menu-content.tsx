"use client";
import * as RadixMenu from "radix-ui/dropdown-menu";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { Kbd } from "./kbd.tsx";

export type MenuItem =
  | {
      kind?: "action";
      label: string;
      icon?: ReactNode;
      shortcut?: string;
      danger?: boolean;
      disabled?: boolean;
      onSelect: () => void;
    }
  | { kind: "separator" };

export interface MenuContentProps {
  label: string;
  items: readonly MenuItem[];
  align: "start" | "end";
  /** Where the keyboard goes when the menu closes; absent: back to what opened it. */
  onClosed?: () => void;
}

/** The verbs of a menu, over everything else. */
export function MenuContent({ label, items, align, onClosed }: MenuContentProps) {
  return (
    <RadixMenu.Portal>
      <RadixMenu.Content
        aria-label={label}
        align={align}
        sideOffset={6}
        collisionPadding={8}
        {...(onClosed && {
          onCloseAutoFocus: (event: Event) => {
            event.preventDefault();
            onClosed();
          },
        })}
        className="z-50 min-w-44 max-w-[calc(100vw-1rem)] animate-appear rounded-control border border-line bg-panel p-1 text-ink shadow-float"
      >
        {items.map((item, index) =>
          item.kind === "separator" ? (
            <RadixMenu.Separator key={`separator-${index}`} className="my-1 h-px bg-line" />
          ) : (
            <RadixMenu.Item
              key={item.label}
              disabled={item.disabled ?? false}
              onSelect={item.onSelect}
              className={cx(
                "flex h-8 cursor-default select-none items-center gap-2 rounded-chip px-2 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-raised",
                item.danger && "text-failed",
              )}
            >
              {item.icon}
              <span className="min-w-0 flex-1 truncate">{item.label}</span>
              {item.shortcut && <Kbd>{item.shortcut}</Kbd>}
            </RadixMenu.Item>
          ),
        )}
      </RadixMenu.Content>
    </RadixMenu.Portal>
  );
}
