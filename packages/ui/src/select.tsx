"use client";
import { Check, ChevronDown } from "lucide-react";
import * as RadixSelect from "radix-ui/select";
import type { ReactNode } from "react";
import { CONTROL_CLASS } from "./control-class.ts";
import { cx } from "./cx.ts";
import { useControlNaming } from "./field-context.ts";
import { styleNonce } from "./style-nonce.ts";

export interface SelectOption<Value extends string> {
  /** Not empty: Radix keeps the empty text for "nothing chosen". */
  value: Value;
  label: string;
  icon?: ReactNode;
  /** Small words at the right, such as "offline, no LLM". */
  aside?: string;
  disabled?: boolean;
}

export interface SelectProps<Value extends string> {
  value: Value | null;
  onValueChange: (value: Value) => void;
  options: readonly SelectOption<Value>[];
  label?: string;
  placeholder?: string;
  disabled?: boolean;
}

/** One of a short list; type a letter to jump. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, onValueChange, options, label, placeholder = "Choose", disabled } = props;
  const naming = useControlNaming(label);
  const nonce = styleNonce();
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next);
    if (option) onValueChange(option.value);
  };
  const chosen = options.find((option) => option.value === value);
  return (
    <RadixSelect.Root value={value ?? ""} onValueChange={choose} {...(disabled !== undefined && { disabled })}>
      <RadixSelect.Trigger
        {...naming}
        className={cx(CONTROL_CLASS, "flex h-8 items-center gap-2 text-left data-placeholder:text-dim")}
      >
        {chosen?.icon}
        <span className="min-w-0 flex-1 truncate">
          <RadixSelect.Value placeholder={placeholder}>{chosen?.label}</RadixSelect.Value>
        </span>
        {chosen?.aside && <span className="shrink-0 text-2xs text-muted">{chosen.aside}</span>}
        <RadixSelect.Icon className="shrink-0 text-dim">
          <ChevronDown aria-hidden size={14} strokeWidth={1.75} />
        </RadixSelect.Icon>
      </RadixSelect.Trigger>
      <RadixSelect.Portal>
        <RadixSelect.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-72 min-w-(--radix-select-trigger-width) max-w-[min(22rem,calc(100vw-1rem))] animate-appear overflow-hidden rounded-control border border-line bg-panel shadow-float"
        >
          <RadixSelect.Viewport className="p-1" {...(nonce && { nonce })}>
            {options.map((option) => (
              <RadixSelect.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className="flex h-8 cursor-default select-none items-center gap-2 rounded-chip px-2 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-raised"
              >
                {option.icon}
                <span className="min-w-0 flex-1 truncate">
                  <RadixSelect.ItemText>{option.label}</RadixSelect.ItemText>
                </span>
                {option.aside && <span className="shrink-0 text-2xs text-dim">{option.aside}</span>}
                <RadixSelect.ItemIndicator>
                  <Check aria-hidden size={14} strokeWidth={1.75} />
                </RadixSelect.ItemIndicator>
              </RadixSelect.Item>
            ))}
          </RadixSelect.Viewport>
        </RadixSelect.Content>
      </RadixSelect.Portal>
    </RadixSelect.Root>
  );
}
