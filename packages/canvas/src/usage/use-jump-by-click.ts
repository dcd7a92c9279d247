"use client";
import { useEffect } from "react";
import { useCommandContext } from "../commands/use-command-context.ts";
import { isApple } from "./is-apple.ts";
import { jumpToSource } from "./jump-to-source.ts";

/** ⌘ or Ctrl and a click on a name in an expression goes to the node that it names. */
export function useJumpByClick(): void {
  const context = useCommandContext(null);
  useEffect(() => {
    function onClick(event: MouseEvent) {
      if (!(isApple() ? event.metaKey : event.ctrlKey) || event.button !== 0) return;
      if (!(event.target instanceof Element) || event.target.closest(".expression-editor") === null) return;
      void jumpToSource(context(), { x: event.clientX, y: event.clientY });
    }
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, [context]);
}
