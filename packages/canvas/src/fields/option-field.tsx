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
  /** What the host is told about what fits. */
  query?: string;
  /** The words for choosing none, where the field may be left out. */
  none?: string;
}

const NOTHING = "(none)";

/** One of what the host offers. What is chosen stays, also when the host no longer offers it. */
export function OptionField({ kind, path, value, query = "", none }: OptionFieldProps) {
  const { host } = useEditor();
  const { readOnly } = useConfigForm();
  const set = useSetConfig();
  const [options, setOptions] = useState<readonly CardOption[]>([]);
  useEffect(() => {
    let current = true;
    host.options(kind, query).then(
      (found) => current && setOptions(found),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [host, kind, query]);
  const known = options.some((option) => option.value === value);
  const chosen: readonly CardOption[] = known || value === "" ? [] : [{ value, label: value }];
  const nothing: readonly CardOption[] = none === undefined ? [] : [{ value: NOTHING, label: none }];
  const shown = [...nothing, ...chosen, ...options];
  return (
    <Select
      value={value === "" && none !== undefined ? NOTHING : value}
      disabled={readOnly}
      onValueChange={(next) => set(path, next === NOTHING ? undefined : next)}
      options={shown.map(({ value: optionValue, label, aside }) => ({
        value: optionValue,
        label,
        ...(aside !== undefined && { aside }),
      }))}
    />
  );
}
