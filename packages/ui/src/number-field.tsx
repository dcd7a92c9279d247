"use client";
import { type KeyboardEvent, useState } from "react";
import { CONTROL_CLASS } from "./control-class.ts";
import { cx } from "./cx.ts";
import { useControlNaming } from "./field-context.ts";
import { type NumberBounds, parseNumberText } from "./parse-number-text.ts";

export interface NumberFieldProps extends NumberBounds {
  value: number | null;
  onValueChange: (value: number | null) => void;
  label?: string;
  unit?: string;
  /** What an arrow key adds. */
  step?: number;
  placeholder?: string;
  disabled?: boolean;
}

/** A number; half-typed text stays as typed and is reported only once it reads as a number within bounds. */
export function NumberField(props: NumberFieldProps) {
  const { value, onValueChange, label, unit, step = 1, min, max, whole, placeholder, disabled } = props;
  const naming = useControlNaming(label);
  const [draft, setDraft] = useState<string | null>(null);
  const bounds: NumberBounds = {
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(whole !== undefined && { whole }),
  };
  const text = draft ?? (value === null ? "" : String(value));
  const refused = draft !== null && !parseNumberText(draft, bounds).ok;

  function type(next: string) {
    setDraft(next);
    const parsed = parseNumberText(next, bounds);
    if (parsed.ok && parsed.value !== value) onValueChange(parsed.value);
  }

  function stepBy(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const moved = (value ?? 0) + (event.key === "ArrowUp" ? step : -step);
    const clamped = Math.min(max ?? moved, Math.max(min ?? moved, moved));
    setDraft(null);
    onValueChange(Number(clamped.toPrecision(12)));
  }

  return (
    <span className="relative flex items-center">
      <input
        {...naming}
        type="text"
        role="spinbutton"
        inputMode={whole ? "numeric" : "decimal"}
        value={text}
        placeholder={placeholder}
        disabled={disabled}
        aria-valuenow={value ?? undefined}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-invalid={refused || naming["aria-invalid"] || undefined}
        onChange={(event) => type(event.target.value)}
        onKeyDown={stepBy}
        onBlur={() => setDraft(null)}
        className={cx(CONTROL_CLASS, "h-8 font-mono text-xs tabular-nums", unit && "pr-12")}
      />
      {unit && <span className="pointer-events-none absolute right-2.5 text-dim text-xs">{unit}</span>}
    </span>
  );
}
