"use client";
import { CircleAlert, CircleCheck, Hourglass, Info, X } from "lucide-react";
import * as RadixToast from "radix-ui/toast";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { buttonClass } from "./button-class.ts";
import { ToastContext, type ToastMessage } from "./toast-context.ts";

const ICON = {
  neutral: <Info aria-hidden size={16} strokeWidth={1.75} className="text-dim" />,
  done: <CircleCheck aria-hidden size={16} strokeWidth={1.75} className="text-done" />,
  failed: <CircleAlert aria-hidden size={16} strokeWidth={1.75} className="text-failed" />,
  waiting: <Hourglass aria-hidden size={16} strokeWidth={1.75} className="text-waiting" />,
};

interface ShownToast extends ToastMessage {
  id: number;
}

const MOST_SHOWN = 4;

/** Shows messages in a corner, announced politely; a failure stays until it is closed. F8 moves focus there. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<ShownToast[]>([]);
  const nextId = useRef(0);
  const show = useCallback((message: ToastMessage) => {
    nextId.current += 1;
    const toast = { ...message, id: nextId.current };
    setShown((before) => [...before, toast].slice(-MOST_SHOWN));
  }, []);
  const close = (id: number) => setShown((before) => before.filter((toast) => toast.id !== id));
  return (
    <ToastContext value={show}>
      <RadixToast.Provider label="Message" swipeDirection="right">
        {children}
        {shown.map((toast) => (
          <RadixToast.Root
            key={toast.id}
            duration={toast.tone === "failed" ? Number.POSITIVE_INFINITY : toast.action ? 12_000 : 5_000}
            onOpenChange={(open) => !open && close(toast.id)}
            className="flex animate-rise items-start gap-2.5 rounded-card border border-line bg-panel p-3 text-ink shadow-float"
          >
            <span className="mt-0.5 shrink-0">{ICON[toast.tone ?? "neutral"]}</span>
            <div className="min-w-0 flex-1">
              <RadixToast.Title className="break-words font-medium text-sm">{toast.title}</RadixToast.Title>
              {toast.detail && (
                <RadixToast.Description className="mt-0.5 break-words text-muted text-xs">
                  {toast.detail}
                </RadixToast.Description>
              )}
              {toast.action && (
                <RadixToast.Action altText={toast.action.label} asChild>
                  <Button size="sm" className="mt-2" onClick={toast.action.onSelect}>
                    {toast.action.label}
                  </Button>
                </RadixToast.Action>
              )}
            </div>
            <RadixToast.Close asChild>
              <button
                type="button"
                aria-label="Close message"
                className={buttonClass({ variant: "ghost", size: "sm", square: true })}
              >
                <X aria-hidden size={14} strokeWidth={1.75} />
              </button>
            </RadixToast.Close>
          </RadixToast.Root>
        ))}
        <RadixToast.Viewport className="fixed right-3 bottom-3 z-60 flex w-[min(22rem,calc(100vw-1.5rem))] flex-col gap-2 outline-none" />
      </RadixToast.Provider>
    </ToastContext>
  );
}
