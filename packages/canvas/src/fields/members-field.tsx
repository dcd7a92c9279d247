"use client";
import type { Json, JsonObject, JsonPath } from "@orrery/graph";
import type { FieldSpec } from "@orrery/node-kit";
import { Button, IconButton, TextField } from "@orrery/ui";
import { Plus, X } from "lucide-react";
import { ExpressionField } from "./expression-field.tsx";
import { useConfigForm, useSetConfig } from "./field-context.ts";
import { useFieldDraft } from "./use-field-draft.ts";

export interface MembersFieldProps {
  spec: FieldSpec;
  path: JsonPath;
  value: JsonObject;
}

/** Names with a text each, in their order. */
export function MembersField({ spec, path, value }: MembersFieldProps) {
  const { readOnly } = useConfigForm();
  const set = useSetConfig();
  const names = Object.keys(value);

  function rename(from: string, to: string) {
    if (to === "" || to === from || Object.hasOwn(value, to)) return;
    set(path, Object.fromEntries(Object.entries(value).map(([name, member]) => [name === from ? to : name, member])));
  }

  function add() {
    let n = names.length + 1;
    while (Object.hasOwn(value, `member_${n}`)) n += 1;
    set(path, { ...value, [`member_${n}`]: "" });
  }

  return (
    <div className="flex flex-col gap-2">
      {names.map((name, index) => (
        <div key={index} className="flex flex-col gap-1">
          <div className="flex items-center gap-1">
            <MemberName name={name} label={`Name of member ${index + 1}`} onRename={rename} readOnly={readOnly} />
            {!readOnly && (
              <IconButton
                name={`Remove ${name}`}
                size="sm"
                onClick={() => set([...path, name], undefined)}
                icon={<X aria-hidden size={14} strokeWidth={1.75} />}
              />
            )}
          </div>
          <ExpressionField
            key={name}
            spec={{ ...spec, control: "long-text" }}
            path={[...path, name]}
            value={textOf(value[name])}
            label={name}
          />
        </div>
      ))}
      {!readOnly && (
        <Button
          size="sm"
          variant="ghost"
          className="self-start"
          icon={<Plus aria-hidden size={14} strokeWidth={1.75} />}
          onClick={add}
        >
          Add a member
        </Button>
      )}
    </div>
  );
}

interface MemberNameProps {
  name: string;
  label: string;
  readOnly: boolean;
  onRename: (from: string, to: string) => void;
}

function MemberName({ name, label, readOnly, onRename }: MemberNameProps) {
  const draft = useFieldDraft(name, (next) => onRename(name, next.trim()));
  return (
    <TextField
      label={label}
      mono
      className="flex-1"
      value={draft.value}
      readOnly={readOnly}
      onValueChange={draft.type}
      onBlur={draft.settle}
    />
  );
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
