"use client";
import type { ComponentProps } from "react";
import { CONTROL_CLASS } from "./control-class.ts";
import { cx } from "./cx.ts";
import { useControlNaming } from "./field-context.ts";

export interface TextAreaProps extends Omit<ComponentProps<"textarea">, "aria-label" | "id" | "value" | "onChange"> {
  value: string;
  onValueChange: (value: string) => void;
  /** The accessible name where no `Field` is around it. */
  label?: string;
  mono?: boolean;
}

/** Several lines of text; grows by its corner. */
export function TextArea({ value, onValueChange, label, mono = false, rows = 4, className, ...rest }: TextAreaProps) {
  const naming = useControlNaming(label);
  return (
    <textarea
      {...rest}
      {...naming}
      rows={rows}
      value={value}
      onChange={(event) => onValueChange(event.target.value)}
      className={cx(CONTROL_CLASS, "resize-y py-1.5", mono && "font-mono text-xs", className)}
    />
  );
}
