"use client";
import type { Json, JsonPath } from "@orrery/graph";
import type { FieldSpec } from "@orrery/node-kit";
import { Button, Checkbox, IconButton, Segmented, Select, TextField } from "@orrery/ui";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useConfigForm, useFieldHelp, useSetConfig } from "./field-context.ts";
import { FieldProblems } from "./field-problems.tsx";
import { JsonTextField } from "./json-text-field.tsx";
import { propertyOf, ROW_KINDS, type RowKind, type SchemaRow, schemaOf, schemaRows } from "./schema-rows.ts";
import { useFieldDraft } from "./use-field-draft.ts";

export interface SchemaFieldProps {
  spec: FieldSpec;
  path: JsonPath;
  value: Json | undefined;
}

/** A JSON Schema of an object as a list of fields; what a list cannot say is written as JSON. */
export function SchemaField({ spec, path, value }: SchemaFieldProps) {
  const { readOnly } = useConfigForm();
  const set = useSetConfig();
  const help = useFieldHelp(spec, path, false);
  const rows = value === undefined ? [] : schemaRows(value);
  const [asJson, setAsJson] = useState(false);
  const json = asJson || rows === null;

  function keep(next: readonly SchemaRow[]) {
    if (next.length === 0 && !spec.required) set(path, undefined);
    else set(path, schemaOf(value, next));
  }

  function add() {
    const present = rows ?? [];
    let n = present.length + 1;
    while (present.some((row) => row.name === `field_${n}`)) n += 1;
    keep([...present, { name: `field_${n}`, kind: "text", required: true, choices: [], schema: { type: "string" } }]);
  }

  return (
    <div className="flex flex-col gap-2">
      {json ? (
        <JsonTextField spec={spec} path={path} value={value} label={`${spec.label} as JSON Schema`} />
      ) : (
        rows.map((row, index) => (
          <SchemaRowField
            key={index}
            row={row}
            place={index + 1}
            readOnly={readOnly}
            onChange={(next) => {
              if (rows.some((other, at) => at !== index && other.name === next.name)) return;
              keep(rows.map((old, at) => (at === index ? next : old)));
            }}
            onRemove={() => keep(rows.filter((_row, at) => at !== index))}
          />
        ))
      )}
      {!json && <FieldProblems diagnostics={help.diagnostics} onFix={readOnly ? undefined : help.fix} />}
      <div className="flex flex-wrap items-center justify-between gap-2">
        {!json && !readOnly ? (
          <Button size="sm" variant="ghost" icon={<Plus aria-hidden size={14} strokeWidth={1.75} />} onClick={add}>
            Add a field
          </Button>
        ) : (
          <span />
        )}
        {rows !== null && (
          <Segmented
            label={`Show ${spec.label} as`}
            value={json ? "json" : "fields"}
            onValueChange={(mode) => setAsJson(mode === "json")}
            options={[
              { value: "fields", label: "Fields" },
              { value: "json", label: "JSON Schema" },
            ]}
          />
        )}
      </div>
    </div>
  );
}

interface SchemaRowFieldProps {
  row: SchemaRow;
  place: number;
  readOnly: boolean;
  onChange: (row: SchemaRow) => void;
  onRemove: () => void;
}

function SchemaRowField({ row, place, readOnly, onChange, onRemove }: SchemaRowFieldProps) {
  const name = useFieldDraft(row.name, (next) => {
    const plain = next.trim();
    if (plain !== "") onChange({ ...row, name: plain });
  });
  const choices = useFieldDraft(row.choices.join(", "), (next) => {
    const list = [...new Set(next.split(",").map((one) => one.trim()))].filter((one) => one !== "");
    if (list.length > 0) onChange({ ...row, choices: list, schema: { ...row.schema, enum: list } });
  });
  return (
    <div className="flex flex-col gap-1.5 rounded-control border p-2">
      <div className="flex items-center gap-1">
        <TextField
          label={`Name of field ${place}`}
          mono
          className="min-w-0 flex-1"
          value={name.value}
          readOnly={readOnly}
          onValueChange={name.type}
          onBlur={name.settle}
        />
        {!readOnly && (
          <IconButton
            name={`Remove ${row.name}`}
            size="sm"
            onClick={onRemove}
            icon={<X aria-hidden size={14} strokeWidth={1.75} />}
          />
        )}
      </div>
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <Select<RowKind>
            label={`Kind of ${row.name}`}
            value={row.kind}
            disabled={readOnly}
            onValueChange={(kind) => onChange({ ...row, kind, schema: propertyOf(kind, row.schema, row.choices) })}
            options={ROW_KINDS}
          />
        </div>
        <span className="text-muted text-xs">
          <Checkbox
            label={
              <>
                <span className="sr-only">{row.name} is </span>needed
              </>
            }
            checked={row.required}
            disabled={readOnly}
            onCheckedChange={(required) => onChange({ ...row, required })}
          />
        </span>
      </div>
      {row.kind === "choice" && (
        <TextField
          label={`Choices of ${row.name}, with commas between`}
          mono
          value={choices.value}
          readOnly={readOnly}
          onValueChange={choices.type}
          onBlur={choices.settle}
        />
      )}
    </div>
  );
}
