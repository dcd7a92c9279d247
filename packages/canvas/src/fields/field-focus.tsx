"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { useView } from "../editor/use-stores.ts";
import { useConfigForm } from "./field-context.ts";

/** An older wish was met when the field was shown before. */
const FRESH_MS = 2000;

/** Takes the keyboard to the control inside when its field is asked for. */
export function FieldFocus({ path, children }: { path: string; children: ReactNode }) {
  const { nodeId } = useConfigForm();
  const box = useRef<HTMLDivElement>(null);
  const at = useView(({ focusField }) =>
    focusField?.nodeId === nodeId && focusField.field === path ? focusField.at : null,
  );
  useEffect(() => {
    if (at === null || Date.now() - at > FRESH_MS) return;
    box.current?.querySelector<HTMLElement>("input, textarea, button")?.focus();
  }, [at]);
  return (
    <div ref={box} className="contents">
      {children}
    </div>
  );
}
