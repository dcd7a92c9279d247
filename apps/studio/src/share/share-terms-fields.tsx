"use client";
import { Field, Select, TextField } from "@orrery/ui";

const DAYS = [
  { value: "1", label: "A day" },
  { value: "7", label: "A week" },
  { value: "30", label: "30 days" },
  { value: "365", label: "A year" },
] as const;

export interface ShareTerms {
  readonly days: (typeof DAYS)[number]["value"];
  /** Empty: none is asked for. */
  readonly password: string;
}

export const FIRST_TERMS: ShareTerms = { days: "30", password: "" };

/** Terms as the verbs take them. */
export function termsInput({ days, password }: ShareTerms): { readonly days: number; readonly password?: string } {
  return { days: Number(days), ...(password !== "" && { password }) };
}

export interface ShareTermsFieldsProps {
  terms: ShareTerms;
  onChange: (terms: ShareTerms) => void;
  /** Why no link was made. */
  error: string | null;
}

/** How long a link is good, and its password. */
export function ShareTermsFields({ terms, onChange, error }: ShareTermsFieldsProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="Good for">
        <Select value={terms.days} onValueChange={(days) => onChange({ ...terms, days })} options={DAYS} />
      </Field>
      <Field
        label="Password"
        hint="Leave it empty, and whoever has the link can open it."
        {...(error !== null && { error })}
      >
        <TextField
          type="password"
          autoComplete="new-password"
          value={terms.password}
          onValueChange={(password) => onChange({ ...terms, password })}
        />
      </Field>
    </div>
  );
}
