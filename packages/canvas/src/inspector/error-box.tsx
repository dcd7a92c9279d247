"use client";
import type { EventError } from "@orrery/engine";
import type { ReactNode } from "react";
import { useValue } from "../editor/use-value.ts";
import { isObject } from "../fields/config-path.ts";
import { ValueBox } from "./value-box.tsx";

export interface ErrorBoxProps {
  error: EventError;
  /** Said where the error brings no message. */
  otherwise: string;
  /** Below it: where it happened, or what to do. */
  children?: ReactNode;
}

/** What went wrong, in a sentence first, then its code and details. */
export function ErrorBox({ error, otherwise, children }: ErrorBoxProps) {
  const loaded = useValue(error.value?.id ?? null);
  const value = loaded.kind === "value" && isObject(loaded.value) ? loaded.value : {};
  return (
    <section aria-label="Error" className="rounded-control border border-failed/60 bg-failed/8 p-2.5">
      <p className="break-words text-sm">{typeof value.message === "string" ? value.message : otherwise}</p>
      <p className="mt-1 break-words font-mono text-code text-muted">{error.code}</p>
      {value.details !== undefined && (
        <div className="mt-2">
          <ValueBox label="Details" loaded={{ kind: "value", value: value.details }} none="" />
        </div>
      )}
      {children}
    </section>
  );
}
