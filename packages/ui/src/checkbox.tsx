"use client";
import { Check } from "lucide-react";
import * as RadixCheckbox from "radix-ui/checkbox";
import { type ReactNode, useId, useRef } from "react";

export interface CheckboxProps {
  checked: boolean;
  /** `isRange`: pressed with Shift, which in a list means all from the last one to this one. */
  onCheckedChange: (checked: boolean, isRange: boolean) => void;
  /** Its words, beside it: the accessible name. */
  label: ReactNode;
  disabled?: boolean;
}

/** Chosen or not, with its words. */
export function Checkbox({ checked, onCheckedChange, label, disabled = false }: CheckboxProps) {
  const id = useId();
  const isRange = useRef(false);
  return (
    <span className="flex items-center gap-2">
      <RadixCheckbox.Root
        id={id}
        checked={checked}
        onClick={(event) => {
          isRange.current = event.shiftKey;
        }}
        onCheckedChange={(next) => onCheckedChange(next === true, isRange.current)}
        disabled={disabled}
        className="flex size-4 shrink-0 items-center justify-center rounded-chip border border-line-strong bg-field transition-colors disabled:opacity-50 data-[state=checked]:border-brass-line data-[state=checked]:bg-brass"
      >
        <RadixCheckbox.Indicator>
          <Check aria-hidden size={12} strokeWidth={2.5} className="text-on-brass" />
        </RadixCheckbox.Indicator>
      </RadixCheckbox.Root>
      <label htmlFor={id} className="min-w-0 select-none break-words">
        {label}
      </label>
    </span>
  );
}
