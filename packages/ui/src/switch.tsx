"use client";
import * as RadixSwitch from "radix-ui/switch";
import { useControlNaming } from "./field-context.ts";

export interface SwitchProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  label?: string;
  disabled?: boolean;
}

/** On or off, with effect at once. */
export function Switch({ checked, onCheckedChange, label, disabled = false }: SwitchProps) {
  const naming = useControlNaming(label);
  return (
    <RadixSwitch.Root
      {...naming}
      checked={checked}
      onCheckedChange={onCheckedChange}
      disabled={disabled}
      className="relative h-5 w-8.5 shrink-0 rounded-full border border-line-strong bg-raised transition-colors disabled:opacity-50 data-[state=checked]:border-brass-line data-[state=checked]:bg-brass"
    >
      <RadixSwitch.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-muted transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-brass" />
    </RadixSwitch.Root>
  );
}
