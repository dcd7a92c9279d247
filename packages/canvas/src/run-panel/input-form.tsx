"use client";
import type { Json, JsonObject } from "@orrery/graph";
import { Field } from "@orrery/ui";
import type { FormField } from "./form-fields.ts";
import { InputControl } from "./input-control.tsx";

export interface InputFormProps {
  fields: readonly FormField[];
  values: JsonObject;
  onValues: (values: JsonObject) => void;
  /** Problems by field, from the last try. */
  problems?: ReadonlyMap<string, string>;
}

/** The form that a schema asks for. */
export function InputForm({ fields, values, onValues, problems }: InputFormProps) {
  function set(name: string, value: Json | undefined) {
    const { [name]: _before, ...rest } = values;
    onValues(value === undefined ? rest : { ...rest, [name]: value });
  }
  return (
    <div className="flex flex-col gap-3.5">
      {fields.map((field) => (
        <Field
          key={field.name}
          label={field.label}
          required={field.required}
          inline={field.kind === "boolean"}
          {...(field.hint !== null && { hint: field.hint })}
          {...(problems?.has(field.name) && { error: problems.get(field.name) })}
        >
          <InputControl field={field} value={values[field.name]} onValue={(value) => set(field.name, value)} />
        </Field>
      ))}
    </div>
  );
}
