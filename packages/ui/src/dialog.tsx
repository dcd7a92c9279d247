"use client";
import { X } from "lucide-react";
import * as RadixDialog from "radix-ui/dialog";
import type { ReactNode } from "react";
import { buttonClass } from "./button-class.ts";
import { cx } from "./cx.ts";
import { useReturnFocus } from "./use-return-focus.ts";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence under the title. */
  description?: ReactNode;
  /** Buttons at the foot, the primary one last. */
  actions?: ReactNode;
  wide?: boolean;
  /** As large as the window allows: for looking at data. */
  large?: boolean;
  /** The content has a head of its own: the title is only said, and the edges are free. */
  bare?: boolean;
  children?: ReactNode;
}

/** A question that has to be answered before going on; Escape closes it, focus stays inside and comes back. */
export function Dialog(props: DialogProps) {
  const {
    open,
    onOpenChange,
    title,
    description,
    actions,
    wide = false,
    large = false,
    bare = false,
    children,
  } = props;
  const returnFocus = useReturnFocus(open);
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <RadixDialog.Content
          onCloseAutoFocus={returnFocus}
          {...(!description && { "aria-describedby": undefined })}
          className={cx(
            "-translate-x-1/2 fixed left-1/2 z-50 flex w-[calc(100vw-2rem)] animate-appear flex-col rounded-card border border-line bg-panel text-ink shadow-float",
            large ? "top-[4vh] h-[92vh] max-w-7xl" : "top-[12vh] max-h-[76vh]",
            !large && (wide ? "max-w-2xl" : "max-w-md"),
          )}
        >
          {bare ? (
            <>
              <RadixDialog.Title className="sr-only">{title}</RadixDialog.Title>
              {children}
            </>
          ) : (
            <>
              <header className="flex items-start gap-3 px-4 pt-4">
                <div className="min-w-0 flex-1">
                  <RadixDialog.Title className="break-words font-semibold text-md">{title}</RadixDialog.Title>
                  {description && (
                    <RadixDialog.Description className="mt-1 text-muted text-sm">{description}</RadixDialog.Description>
                  )}
                </div>
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
              {children ? (
                <div className="more-below min-h-0 flex-1 overflow-auto p-4">{children}</div>
              ) : (
                <div className="h-4" />
              )}
            </>
          )}
          {actions && <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{actions}</footer>}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
