"use client";
import type { ComponentProps, ReactNode } from "react";
import { CONTROL_CLASS } from "./control-class.ts";
import { cx } from "./cx.ts";
import { useControlNaming } from "./field-context.ts";

export interface TextFieldProps extends Omit<ComponentProps<"input">, "aria-label" | "id" | "value" | "onChange"> {
  value: string;
  onValueChange: (value: string) => void;
  /** The accessible name where no `Field` is around it. */
  label?: string;
  icon?: ReactNode;
  /** Shown inside at the right, such as the key that focuses it. */
  trailing?: ReactNode;
  mono?: boolean;
}

/** One line of text. */
export function TextField({
  value,
  onValueChange,
  label,
  icon,
  trailing,
  mono = false,
  className,
  ...rest
}: TextFieldProps) {
  const naming = useControlNaming(label);
  return (
    <span className={cx("relative flex items-center", className)}>
      {icon && <span className="pointer-events-none absolute left-2.5 text-dim">{icon}</span>}
      <input
        type="text"
        {...rest}
        {...naming}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        className={cx(CONTROL_CLASS, "h-8", icon && "pl-8", trailing && "pr-9", mono && "font-mono text-xs")}
      />
      {trailing && <span className="pointer-events-none absolute right-2 text-dim">{trailing}</span>}
    </span>
  );
}
