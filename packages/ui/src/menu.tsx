"use client";
import * as RadixMenu from "radix-ui/dropdown-menu";
import type { ReactElement } from "react";
import { MenuContent, type MenuItem } from "./menu-content.tsx";

export interface MenuProps {
  trigger: ReactElement;
  label: string;
  items: readonly MenuItem[];
  align?: "start" | "end";
}

/** Verbs that belong to one thing; arrow keys and first letters move through them. */
export function Menu({ trigger, label, items, align = "end" }: MenuProps) {
  return (
    <RadixMenu.Root>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <MenuContent label={label} items={items} align={align} />
    </RadixMenu.Root>
  );
}
