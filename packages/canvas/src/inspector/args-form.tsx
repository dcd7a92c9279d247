"use client";
import type { Json, JsonObject } from "@orrery/graph";
import { Field } from "@orrery/ui";
import { useState } from "react";
import { changedArgs, isSame } from "../run/changed-args.ts";
import { formFields } from "../run-panel/form-fields.ts";
import { InputControl } from "../run-panel/input-control.tsx";

export interface ArgsFormProps {
  /** As the model gave them. */
  args: JsonObject;
  /** The tool's parameters. */
  schema: JsonObject;
  /** Told of the arguments as changed; null where they are as the model gave them. */
  onChanged: (args: JsonObject | null) => void;
}

/** The arguments of a call that is asked about, to be changed before it is allowed: a form, or JSON where the tool names no fields. */
export function ArgsForm({ args, schema, onChanged }: ArgsFormProps) {
  const fields = formFields(schema);
  const [edited, setEdited] = useState<Readonly<Record<string, Json | undefined>>>({});
  const [whole, setWhole] = useState<Json | undefined>(args);
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1.5 text-muted text-xs">It would be called with this. Change it if you like.</legend>
      {fields.map((field) => (
        <Field key={field.name} label={field.label} {...(field.hint !== null && { hint: field.hint })}>
          <InputControl
            field={field}
            value={Object.hasOwn(edited, field.name) ? edited[field.name] : args[field.name]}
            onValue={(value) => {
              const next = { ...edited, [field.name]: value };
              setEdited(next);
              onChanged(changedArgs(args, fields, next));
            }}
          />
        </Field>
      ))}
      {fields.length === 0 && (
        <Field label="Arguments">
          <InputControl
            field={{ ...jsonField }}
            value={whole}
            onValue={(value) => {
              setWhole(value);
              onChanged(isArgs(value) && !isSame(value, args) ? value : null);
            }}
          />
        </Field>
      )}
    </fieldset>
  );
}

const jsonField = {
  name: "args",
  label: "Arguments",
  hint: null,
  kind: "json",
  required: true,
  choices: [],
  initial: undefined,
  whole: false,
} as const;

function isArgs(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
