"use client";
import type { Json, JsonPath } from "@orrery/graph";
import type { FieldSpec } from "@orrery/node-kit";
import { Field, NumberField, Select, Switch, TextArea, TextField } from "@orrery/ui";
import type { ReactNode } from "react";
import { FieldPlace } from "../presence/field-place.tsx";
import { CasesField } from "./cases-field.tsx";
import { isObject, readPath } from "./config-path.ts";
import { DurationField } from "./duration-field.tsx";
import { ExpressionField } from "./expression-field.tsx";
import { useConfigForm, useFieldHelp, useSetConfig } from "./field-context.ts";
import { FieldFocus } from "./field-focus.tsx";
import { FieldProblems } from "./field-problems.tsx";
import { JsonTextField } from "./json-text-field.tsx";
import { MembersField } from "./members-field.tsx";
import { OptionField } from "./option-field.tsx";
import { RowsField } from "./rows-field.tsx";
import { SchemaField } from "./schema-field.tsx";
import { ToolArgsField } from "./tool-args-field.tsx";
import { ToolNamesField } from "./tool-names-field.tsx";
import { ToolsField } from "./tools-field.tsx";
import { useFieldDraft } from "./use-field-draft.ts";
import { ValueField } from "./value-field.tsx";

/** One field of a config, by its spec. Nothing here knows the type of the node. */
export function ConfigField({ spec }: { spec: FieldSpec }) {
  const form = useConfigForm();
  const path: JsonPath = spec.path.split(".");
  return (
    <FieldPlace nodeId={form.nodeId} path={spec.path}>
      <PlacedField spec={spec} path={path} value={readPath(form.config, path)} />
    </FieldPlace>
  );
}

/** The same at a place of its own: of one entry of a list. */
function PlacedField({ spec, path, value }: ControlProps<Json | undefined>) {
  const group = GROUPED.has(spec.control) || (spec.control === "json" && spec.expression);
  if (group) return <FieldGroup spec={spec}>{control(spec, path, value)}</FieldGroup>;
  return (
    <Field
      label={spec.label}
      {...(spec.help !== undefined && { hint: spec.help })}
      {...(spec.required && { required: true })}
      inline={spec.control === "switch"}
    >
      {spec.expression ? (
        control(spec, path, value)
      ) : (
        <FieldFocus path={spec.path}>{control(spec, path, value)}</FieldFocus>
      )}
    </Field>
  );
}

// These hold several controls, each with a name of its own.
const GROUPED: ReadonlySet<FieldSpec["control"]> = new Set([
  "json",
  "json-schema",
  "key-values",
  "cases",
  "tool-args",
  "tools",
]);

function FieldGroup({ spec, children }: { spec: FieldSpec; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-muted text-xs">{spec.label}</legend>
      {children}
      {spec.help && <p className="mt-1.5 text-dim text-xs">{spec.help}</p>}
    </fieldset>
  );
}

// Selects say nothing of what is wrong themselves.
const SILENT: ReadonlySet<FieldSpec["control"]> = new Set([
  "choice",
  "model",
  "workflow",
  "credential",
  "tool-server",
  "tool",
]);

function control(spec: FieldSpec, path: JsonPath, value: Json | undefined): ReactNode {
  const bare = bareControl(spec, path, value);
  if (!SILENT.has(spec.control)) return bare;
  return (
    <>
      {bare}
      <Problems spec={spec} path={path} />
    </>
  );
}

function Problems({ spec, path }: { spec: FieldSpec; path: JsonPath }) {
  const { readOnly } = useConfigForm();
  const help = useFieldHelp(spec, path, true);
  return <FieldProblems diagnostics={help.diagnostics} onFix={readOnly ? undefined : help.fix} />;
}

function bareControl(spec: FieldSpec, path: JsonPath, value: Json | undefined): ReactNode {
  switch (spec.control) {
    case "text":
    case "long-text":
      return spec.expression ? (
        <TemplateOrJson spec={spec} path={path} value={value} />
      ) : (
        <PlainText spec={spec} path={path} value={typeof value === "string" ? value : ""} />
      );
    case "markdown":
      return <PlainText spec={spec} path={path} value={typeof value === "string" ? value : ""} />;
    case "number":
      return <PlainNumber spec={spec} path={path} value={typeof value === "number" ? value : null} />;
    case "duration":
      return <Duration spec={spec} path={path} value={value} />;
    case "switch":
      return <OnOff path={path} value={value === true} />;
    case "choice":
      return <Choice spec={spec} path={path} value={typeof value === "string" ? value : null} />;
    case "model":
      return <OptionField kind="models" path={path} value={typeof value === "string" ? value : "default"} />;
    case "workflow":
      return <OptionField kind="workflows" path={path} value={typeof value === "string" ? value : ""} />;
    case "credential":
      return (
        <OptionField
          kind="credentials"
          query={(spec.credentialKinds ?? []).join(" ")}
          none="No credential"
          path={path}
          value={typeof value === "string" ? value : ""}
        />
      );
    case "tool-server":
      return <OptionField kind="tool-servers" path={path} value={typeof value === "string" ? value : ""} />;
    case "tool":
      return <ToolChoice path={path} value={typeof value === "string" ? value : ""} />;
    case "tools":
      return <ToolsField spec={spec} />;
    case "rows":
      return (
        <RowsField
          spec={spec}
          path={path}
          value={value}
          render={(sub, place, member) => <PlacedField key={sub.path} spec={sub} path={place} value={member} />}
        />
      );
    case "tool-names":
      return <ToolNamesField spec={spec} path={path} value={value} />;
    case "tool-args":
      return <ToolArgsField spec={spec} path={path} value={value} />;
    case "json":
      return spec.expression ? (
        <ValueField spec={spec} path={path} value={value} />
      ) : (
        <JsonTextField spec={spec} path={path} value={value} label={spec.label} />
      );
    case "json-schema":
      return <SchemaField spec={spec} path={path} value={value} />;
    case "key-values":
      return typeof value === "string" ? (
        <ExpressionField spec={spec} path={path} value={value} label={spec.label} />
      ) : (
        <MembersField spec={spec} path={path} value={isObject(value) ? value : {}} />
      );
    case "cases":
      return <CasesField spec={spec} path={path} value={value} />;
  }
}

interface ControlProps<T> {
  spec: FieldSpec;
  path: JsonPath;
  value: T;
}

/** One of the tools of the server that is chosen. */
function ToolChoice({ path, value }: Omit<ControlProps<string>, "spec">) {
  const { config, definition } = useConfigForm();
  const server = isObject(config) ? (definition.usesTool?.(config).server ?? "") : "";
  return <OptionField kind="tools" query={server} path={path} value={value} />;
}

/** A field that takes an expression may also hold a literal that is no text, such as a list. */
function TemplateOrJson({ spec, path, value }: ControlProps<Json | undefined>) {
  if (value === undefined || typeof value === "string") {
    return <ExpressionField spec={spec} path={path} value={value ?? ""} />;
  }
  return <JsonTextField spec={spec} path={path} value={value} label={spec.label} />;
}

function PlainText({ spec, path, value }: ControlProps<string>) {
  const { readOnly } = useConfigForm();
  const set = useSetConfig();
  const help = useFieldHelp(spec, path, true);
  const draft = useFieldDraft(value, (next, before) => set(path, next, before === "" ? undefined : before));
  const shared = { value: draft.value, onValueChange: draft.type, onBlur: draft.settle, readOnly };
  return (
    <>
      {spec.control === "text" ? (
        <TextField {...shared} placeholder={spec.placeholder} />
      ) : (
        <TextArea {...shared} placeholder={spec.placeholder} rows={5} />
      )}
      <FieldProblems diagnostics={help.diagnostics} onFix={readOnly ? undefined : help.fix} />
    </>
  );
}

function PlainNumber({ spec, path, value }: ControlProps<number | null>) {
  const { readOnly } = useConfigForm();
  const set = useSetConfig();
  const help = useFieldHelp(spec, path, true);
  const draft = useFieldDraft(value, (next) => set(path, next ?? undefined));
  return (
    <>
      <NumberField value={draft.value} onValueChange={draft.type} disabled={readOnly} />
      <FieldProblems diagnostics={help.diagnostics} onFix={readOnly ? undefined : help.fix} />
    </>
  );
}

function Duration({ spec, path, value }: ControlProps<Json | undefined>) {
  const { readOnly } = useConfigForm();
  const set = useSetConfig();
  const help = useFieldHelp(spec, path, true);
  if (spec.expression && typeof value === "string") return <ExpressionField spec={spec} path={path} value={value} />;
  return (
    <>
      <DurationField
        label={spec.label}
        value={typeof value === "number" ? value : null}
        disabled={readOnly}
        onValue={(ms) => set(path, ms ?? undefined)}
      />
      <FieldProblems diagnostics={help.diagnostics} onFix={readOnly ? undefined : help.fix} />
    </>
  );
}

function OnOff({ path, value }: Omit<ControlProps<boolean>, "spec">) {
  const { readOnly } = useConfigForm();
  const set = useSetConfig();
  return <Switch checked={value} disabled={readOnly} onCheckedChange={(next) => set(path, next)} />;
}

function Choice({ spec, path, value }: ControlProps<string | null>) {
  const { readOnly } = useConfigForm();
  const set = useSetConfig();
  return (
    <Select
      value={value}
      disabled={readOnly}
      onValueChange={(next) => set(path, next)}
      options={(spec.choices ?? []).map(({ value: option, label }) => ({ value: option, label }))}
    />
  );
}
