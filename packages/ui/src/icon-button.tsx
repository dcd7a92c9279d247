"use client";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "./button-class.ts";
import { cx } from "./cx.ts";
import { Tooltip } from "./tooltip.tsx";

export interface IconButtonProps extends Omit<ComponentProps<"button">, "name" | "aria-label" | "children"> {
  /** What it does, in words: the accessible name and the tooltip. */
  name: string;
  icon: ReactNode;
  /** Keys that do the same, shown in the tooltip. */
  shortcut?: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
}

/** A square button with an icon only; its name is required and shown on hover and focus. */
export function IconButton({
  name,
  icon,
  shortcut,
  variant = "ghost",
  size,
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={name} {...(shortcut && { shortcut })}>
      <button
        {...rest}
        type={type}
        aria-label={name}
        className={cx(buttonClass({ variant, square: true, ...(size && { size }) }), className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
