"use client";
import type { JsonPath } from "@orrery/graph";
import type { CardOption } from "@orrery/node-kit/card";
import { Select } from "@orrery/ui";
import { useEffect, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useConfigForm, useSetConfig } from "./field-context.ts";

export interface OptionFieldProps {
  /** What the host is asked for, such as `models`. */
  kind: string;
  path: JsonPath;
  value: string;
}

/** One of what the host offers. What is chosen stays, also when the host no longer offers it. */
export function OptionField({ kind, path, value }: OptionFieldProps) {
  const { host } = useEditor();
  const { readOnly } = useConfigForm();
  const set = useSetConfig();
  const [options, setOptions] = useState<readonly CardOption[]>([]);
  useEffect(() => {
    let current = true;
    host.options(kind, "").then(
      (found) => current && setOptions(found),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [host, kind]);
  const known = options.some((option) => option.value === value);
  const shown = known || value === "" ? options : [{ value, label: value }, ...options];
  return (
    <Select
      value={value}
      disabled={readOnly}
      onValueChange={(next) => set(path, next)}
      options={shown.map(({ value: optionValue, label, aside }) => ({
        value: optionValue,
        label,
        ...(aside !== undefined && { aside }),
      }))}
    />
  );
}
