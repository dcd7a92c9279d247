"use client";
import { X } from "lucide-react";
import * as RadixDialog from "radix-ui/dialog";
import type { ReactNode } from "react";
import { buttonClass } from "./button-class.ts";
import { cx } from "./cx.ts";
import { useReturnFocus } from "./use-return-focus.ts";

export type SheetSide = "bottom" | "left" | "right";

const SIDE: Record<SheetSide, string> = {
  bottom: "inset-x-0 bottom-0 max-h-[82dvh] rounded-t-card border-t",
  left: "inset-y-0 left-0 w-[min(20rem,86vw)] border-r",
  right: "inset-y-0 right-0 w-[min(23rem,92vw)] border-l",
};

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  side?: SheetSide;
  children: ReactNode;
}

/** What is a panel on a wide screen, over a narrow one. */
export function Sheet({ open, onOpenChange, title, side = "bottom", children }: SheetProps) {
  const returnFocus = useReturnFocus(open);
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <RadixDialog.Content
          onCloseAutoFocus={returnFocus}
          aria-describedby={undefined}
          className={cx("fixed z-50 flex animate-rise flex-col border-line bg-panel text-ink shadow-float", SIDE[side])}
        >
          <header className="flex h-11 shrink-0 items-center gap-2 border-b pr-2 pl-4">
            <RadixDialog.Title className="min-w-0 flex-1 truncate font-semibold text-sm">{title}</RadixDialog.Title>
            <RadixDialog.Close asChild>
              <button
                type="button"
                aria-label="Close"
                className={buttonClass({ variant: "ghost", size: "sm", square: true })}
              >
                <X aria-hidden size={16} strokeWidth={1.75} />
              </button>
            </RadixDialog.Close>
          </header>
          <div className="min-h-0 flex-1 more-below overflow-auto">{children}</div>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
