"use client";
import { NumberField, Select } from "@orrery/ui";
import { useState } from "react";
import { useFieldDraft } from "./use-field-draft.ts";

const UNITS = [
  { value: "ms", label: "milliseconds", size: 1 },
  { value: "s", label: "seconds", size: 1000 },
  { value: "min", label: "minutes", size: 60_000 },
  { value: "h", label: "hours", size: 3_600_000 },
  { value: "d", label: "days", size: 86_400_000 },
] as const;

type Unit = (typeof UNITS)[number]["value"];

export interface DurationFieldProps {
  label: string;
  /** Milliseconds; null where nothing is set. */
  value: number | null;
  disabled: boolean;
  /** Shown where nothing is set, in the unit that is shown. */
  placeholder?: string;
  onValue: (ms: number | null) => void;
}

/** A length of time as a number and its unit. */
export function DurationField({ label, value: kept, disabled, placeholder, onValue }: DurationFieldProps) {
  const [chosen, setChosen] = useState<Unit | null>(null);
  const { value, type } = useFieldDraft(kept, onValue);
  const unit = UNITS.find((one) => one.value === (chosen ?? fittingUnit(value))) ?? UNITS[1];
  return (
    <div className="grid grid-cols-2 gap-1.5">
      <NumberField
        value={value === null ? null : value / unit.size}
        min={0}
        disabled={disabled}
        {...(placeholder !== undefined && { placeholder })}
        onValueChange={(amount) => type(amount === null ? null : Math.round(amount * unit.size))}
      />
      <Select<Unit>
        label={`Unit of ${label}`}
        value={unit.value}
        disabled={disabled}
        onValueChange={(next) => {
          const to = UNITS.find((one) => one.value === next);
          setChosen(next);
          if (to && value !== null) type(Math.round((value / unit.size) * to.size));
        }}
        options={UNITS}
      />
    </div>
  );
}

function fittingUnit(ms: number | null): Unit {
  if (ms === null || ms === 0) return "s";
  return UNITS.findLast((unit) => ms % unit.size === 0)?.value ?? "ms";
}
