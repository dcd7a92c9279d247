"use client";
import { useLayoutEffect, useRef } from "react";

/** Gives focus back, when something over the page closes, to what had it when that opened. For `onCloseAutoFocus`. */
export function useReturnFocus(open: boolean): (event: Event) => void {
  const before = useRef<HTMLElement | null>(null);
  const wasOpen = useRef(false);
  // While the first drawing of what opens is made, focus is still where it was.
  if (open && !wasOpen.current && typeof document !== "undefined") {
    before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  }
  useLayoutEffect(() => {
    wasOpen.current = open;
  }, [open]);
  return (event) => {
    const target = before.current;
    if (target === null || !target.isConnected || target === document.body) return;
    event.preventDefault();
    target.focus();
  };
}
