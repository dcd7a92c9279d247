"use client";
import { TextField } from "@orrery/ui";
import type { Ref } from "react";
import { optionId } from "./hit-list.tsx";

export interface FindFieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  onEnter: () => void;
  /** The id of the list whose lines the arrows choose among. */
  list?: string;
  activeKey?: string | null;
  ref?: Ref<HTMLInputElement>;
}

/** One line to type into; Enter does what it is for. */
export function FindField({ label, value, onValue, onEnter, list, activeKey = null, ref }: FindFieldProps) {
  return (
    <TextField
      {...(ref && { ref })}
      label={label}
      placeholder={label}
      value={value}
      onValueChange={onValue}
      spellCheck={false}
      autoComplete="off"
      maxLength={500}
      className="min-w-0 flex-1"
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onEnter();
      }}
      {...(list !== undefined && {
        "data-find-field": "",
        ...{ role: "combobox", "aria-autocomplete": "list", "aria-expanded": activeKey !== null },
        ...(activeKey !== null && { "aria-controls": list, "aria-activedescendant": optionId(list, activeKey) }),
      })}
    />
  );
}
