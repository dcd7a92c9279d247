import { cx } from "./cx.ts";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const VARIANT: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-brass text-on-brass hover:bg-brass-hover",
  secondary: "border-line bg-panel text-ink hover:bg-raised",
  ghost: "border-transparent bg-transparent text-muted hover:bg-raised hover:text-ink",
  danger: "border-line bg-panel text-failed hover:border-failed/50 hover:bg-failed/10",
};

const SIZE: Record<ButtonSize, string> = {
  sm: "h-7 gap-1.5 px-2 text-xs",
  md: "h-8 gap-2 px-3 text-sm",
  lg: "h-10 gap-2 px-4 text-sm",
};

const SQUARE: Record<ButtonSize, string> = { sm: "size-7", md: "size-8", lg: "size-10" };

export interface ButtonLook {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** A square for one icon. */
  square?: boolean;
}

/** The classes of a button, for a link that should look like one. */
export function buttonClass({ variant = "secondary", size = "md", square = false }: ButtonLook = {}): string {
  return cx(
    "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-control border font-medium",
    "transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50",
    VARIANT[variant],
    square ? SQUARE[size] : SIZE[size],
  );
}
