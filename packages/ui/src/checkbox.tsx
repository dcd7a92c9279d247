"use client";
import { Check } from "lucide-react";
import * as RadixCheckbox from "radix-ui/checkbox";
import { type ReactNode, useId } from "react";

export interface CheckboxProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  /** Its words, beside it: the accessible name. */
  label: ReactNode;
  disabled?: boolean;
}

/** Chosen or not, with its words. */
export function Checkbox({ checked, onCheckedChange, label, disabled = false }: CheckboxProps) {
  const id = useId();
  return (
    <span className="flex items-center gap-2">
      <RadixCheckbox.Root
        id={id}
        checked={checked}
        onCheckedChange={(next) => onCheckedChange(next === true)}
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
