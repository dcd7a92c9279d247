"use client";
import * as RadixMenu from "radix-ui/dropdown-menu";
import { MenuContent, type MenuItem } from "./menu-content.tsx";

export interface MenuAtProps {
  /** In the window, CSS pixels. */
  at: { readonly x: number; readonly y: number };
  label: string;
  items: readonly MenuItem[];
  /** The menu is to go; the keyboard is where it was left, so the caller brings it back. */
  onClose: () => void;
}

/** A menu where somebody pressed: the verbs of the thing that lies there. */
export function MenuAt({ at, label, items, onClose }: MenuAtProps) {
  return (
    <RadixMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <RadixMenu.Trigger asChild>
        <span aria-hidden className="pointer-events-none fixed size-0" style={{ left: at.x, top: at.y }} />
      </RadixMenu.Trigger>
      <MenuContent label={label} items={items} align="start" onClosed={onClose} />
    </RadixMenu.Root>
  );
}
