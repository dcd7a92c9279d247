"use client";
import { hasExpression } from "@orrery/expr";
import type { Json, JsonPath } from "@orrery/graph";
import type { FieldSpec } from "@orrery/node-kit";
import { Button, Field, Segmented } from "@orrery/ui";
import { useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { type FormField, formFields } from "../run-panel/form-fields.ts";
import { InputControl } from "../run-panel/input-control.tsx";
import { isObject } from "./config-path.ts";
import { ExpressionField } from "./expression-field.tsx";
import { useConfigForm, useFieldHelp, useSetConfig } from "./field-context.ts";
import { FieldProblems } from "./field-problems.tsx";
import { useFieldDraft } from "./use-field-draft.ts";
import { ValueField } from "./value-field.tsx";

export interface ToolArgsFieldProps {
  spec: FieldSpec;
  path: JsonPath;
  value: Json | undefined;
}

const IN_EXPRESSIONS: ReadonlySet<FormField["kind"]> = new Set(["text", "long-text", "file-text"]);
const LONG: ReadonlySet<FormField["kind"]> = new Set(["long-text", "file-text", "text-list", "json"]);
const MODES = [
  { value: "value", label: "Value" },
  { value: "expression", label: "Expression" },
] as const;

/** The arguments of a tool: a form made of what the tool takes, where that is known; otherwise any JSON. */
export function ToolArgsField({ spec, path, value }: ToolArgsFieldProps) {
  const { config, definition, readOnly } = useConfigForm();
  const { compile } = useEditor();
  const help = useFieldHelp(spec, path, true);
  const [asJson, setAsJson] = useState(false);
  const use = isObject(config) ? definition.usesTool?.(config) : undefined;
  const face = use === undefined ? undefined : compile?.interfaces?.tool?.(use.server, use.tool);
  const isForm = face !== undefined && !asJson && (value === undefined || isObject(value));
  if (!isForm) {
    return (
      <>
        <ValueField spec={spec} path={path} value={value} />
        {face !== undefined && isObject(value) && <Toggle label="As a form" onClick={() => setAsJson(false)} />}
      </>
    );
  }
  const fields = formFields(face.inputSchema);
  return (
    <div className="flex flex-col gap-3">
      <p className="line-clamp-3 text-dim text-xs">{face.description}</p>
      {fields.length === 0 && <p className="text-muted text-xs">This tool takes nothing.</p>}
      {fields.map((field) => (
        <Argument
          key={field.name}
          spec={spec}
          field={field}
          path={[...path, field.name]}
          value={isObject(value) ? value[field.name] : undefined}
        />
      ))}
      <FieldProblems diagnostics={help.diagnostics} onFix={readOnly ? undefined : help.fix} />
      {!readOnly && <Toggle label="As JSON" onClick={() => setAsJson(true)} />}
    </div>
  );
}

function Toggle({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="sm" variant="ghost" className="self-start" onClick={onClick}>
      {label}
    </Button>
  );
}

interface ArgumentProps {
  spec: FieldSpec;
  field: FormField;
  path: JsonPath;
  value: Json | undefined;
}

function Argument({ spec, field, path, value }: ArgumentProps) {
  const { readOnly } = useConfigForm();
  const set = useSetConfig();
  const [wanted, setWanted] = useState<"value" | "expression" | null>(null);
  const { kind, label, hint, required } = field;
  const isText = IN_EXPRESSIONS.has(kind);
  const isExpression = typeof value === "string" && (kind !== "choice" || hasExpression(value));
  const mode = isText ? "expression" : (wanted ?? (isExpression ? "expression" : "value"));
  const shared = { label, required, ...(hint !== null && { hint }) };
  const choose = (next: "value" | "expression") => {
    setWanted(next);
    if (next === "value" && isExpression) set(path, undefined);
  };
  return (
    <div className="flex flex-col gap-1.5">
      <Field {...shared} inline={mode === "value" && kind === "boolean"}>
        {mode === "expression" ? (
          <ExpressionField
            spec={{ ...spec, control: LONG.has(kind) ? "long-text" : "text" }}
            path={path}
            value={typeof value === "string" ? value : ""}
          />
        ) : (
          <Literal field={field} path={path} value={value} />
        )}
      </Field>
      {!isText && !readOnly && (
        <Segmented label={`How to fill ${label}`} value={mode} onValueChange={choose} options={MODES} />
      )}
    </div>
  );
}

function Literal({ field, path, value }: Omit<ArgumentProps, "spec">) {
  const { readOnly } = useConfigForm();
  const set = useSetConfig();
  const draft = useFieldDraft<Json | undefined>(value, (next) => set(path, next === "" ? undefined : next));
  if (readOnly) return <output className="font-mono text-code">{JSON.stringify(value) ?? ""}</output>;
  return <InputControl field={field} value={draft.value} onValue={draft.type} />;
}
