"use client";
import type { Json, JsonPath } from "@orrery/graph";
import type { FieldSpec } from "@orrery/node-kit";
import { Button, IconButton } from "@orrery/ui";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { isObject, readPath } from "./config-path.ts";
import { useConfigForm, useFieldHelp, useSetConfig } from "./field-context.ts";
import { FieldProblems } from "./field-problems.tsx";

export interface RowsFieldProps {
  spec: FieldSpec;
  path: JsonPath;
  value: Json | undefined;
  /** One field of one entry. */
  render: (spec: FieldSpec, path: JsonPath, value: Json | undefined) => ReactNode;
}

/** An ordered list of entries, each a small form made of the fields below it (`members.*.name`). */
export function RowsField({ spec, path, value, render }: RowsFieldProps) {
  const { definition, readOnly } = useConfigForm();
  const set = useSetConfig();
  const help = useFieldHelp(spec, path, true);
  const rows = Array.isArray(value) ? value : [];
  const fields = definition.fields.filter((field) => field.path.startsWith(`${spec.path}.*.`));

  function move(index: number, by: number) {
    const next = [...rows];
    const [one] = next.splice(index, 1);
    if (one === undefined) return;
    next.splice(index + by, 0, one);
    set(path, next);
  }

  return (
    <div className="flex flex-col gap-2.5">
      {rows.map((row, index) => (
        <section
          key={index}
          aria-label={`${spec.label}, entry ${index + 1}`}
          className="flex flex-col gap-2.5 rounded-control border p-2.5"
        >
          <div className="flex items-center gap-0.5">
            <span className="min-w-0 flex-1 truncate font-medium text-sm">{nameOf(row) ?? `Entry ${index + 1}`}</span>
            {!readOnly && (
              <>
                <IconButton
                  name={`Move entry ${index + 1} up`}
                  size="sm"
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                  icon={<ArrowUp aria-hidden size={14} strokeWidth={1.75} />}
                />
                <IconButton
                  name={`Move entry ${index + 1} down`}
                  size="sm"
                  disabled={index === rows.length - 1}
                  onClick={() => move(index, 1)}
                  icon={<ArrowDown aria-hidden size={14} strokeWidth={1.75} />}
                />
                <IconButton
                  name={`Remove entry ${index + 1}`}
                  size="sm"
                  onClick={() => set(path, rows.toSpliced(index, 1))}
                  icon={<X aria-hidden size={14} strokeWidth={1.75} />}
                />
              </>
            )}
          </div>
          {fields.map((field) => {
            const name = leaf(field.path);
            return render(field, [...path, index, name], isObject(row) ? row[name] : undefined);
          })}
        </section>
      ))}
      <FieldProblems diagnostics={help.diagnostics} onFix={readOnly ? undefined : help.fix} />
      {!readOnly && (
        <Button
          size="sm"
          variant="ghost"
          className="self-start"
          icon={<Plus aria-hidden size={14} strokeWidth={1.75} />}
          onClick={() => {
            const first = readPath(definition.initial, [...path, 0]);
            const long = fields.filter(({ control }) => control === "long-text").map(({ path: of }) => leaf(of));
            set(path, [...rows, freshRow(first, { rows, label: spec.label, long })]);
          }}
        >
          Add one
        </Button>
      )}
    </div>
  );
}

function leaf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function nameOf(row: Json): string | null {
  return isObject(row) && typeof row.name === "string" && row.name !== "" ? row.name : null;
}

/** As the first of a new node, with its long texts empty and a name that is free: "Member 3". */
function freshRow(first: Json | undefined, { rows, label, long }: Fresh): Json {
  if (!isObject(first)) return {};
  const taken = new Set(rows.map(nameOf));
  const word = label.replace(/s$/, "");
  let number = rows.length + 1;
  while (taken.has(`${word} ${number}`)) number += 1;
  const empty = Object.fromEntries(long.filter((name) => Object.hasOwn(first, name)).map((name) => [name, ""]));
  return { ...first, ...empty, ...(Object.hasOwn(first, "name") && { name: `${word} ${number}` }) };
}

interface Fresh {
  readonly rows: readonly Json[];
  readonly label: string;
  /** Names of the members that hold long texts. */
  readonly long: readonly string[];
}
