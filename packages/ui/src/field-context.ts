"use client";
import { createContext, use } from "react";

export interface FieldControl {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
}

export const FieldContext = createContext<FieldControl | null>(null);

export interface ControlNaming {
  id?: string;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  "aria-required"?: true;
}

/**
 * The attributes that name a control: from the `Field` around it, else from `label`.
 * Throws when there is neither: a control without a name is a fault of the screen that holds it.
 */
export function useControlNaming(label: string | undefined): ControlNaming {
  const field = use(FieldContext);
  if (!field && !label) throw new Error("A control needs a <Field> around it or a label.");
  if (!field) return { "aria-label": label ?? "" };
  return {
    id: field.id,
    ...(label && { "aria-label": label }),
    ...(field.describedBy && { "aria-describedby": field.describedBy }),
    ...(field.invalid && { "aria-invalid": true }),
    ...(field.required && { "aria-required": true }),
  };
}
