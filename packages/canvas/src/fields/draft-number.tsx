"use client";
import { NumberField, type NumberFieldProps } from "@orrery/ui";
import { useFieldDraft } from "./use-field-draft.ts";

/** A number of the document: what is typed becomes one edit at a pause, and not one a digit. */
export function DraftNumber({ value, onValueChange, ...rest }: NumberFieldProps) {
  const draft = useFieldDraft(value, onValueChange);
  return <NumberField {...rest} value={draft.value} onValueChange={draft.type} />;
}
