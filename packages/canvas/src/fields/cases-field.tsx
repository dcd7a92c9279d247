"use client";
import type { Json, JsonPath } from "@orrery/graph";
import type { FieldSpec } from "@orrery/node-kit";
import { Button, IconButton, TextField } from "@orrery/ui";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { isObject } from "./config-path.ts";
import { ExpressionField } from "./expression-field.tsx";
import { specAt, useConfigForm, useFieldHelp, useSetConfig } from "./field-context.ts";
import { FieldProblems } from "./field-problems.tsx";
import { useFieldDraft } from "./use-field-draft.ts";

export interface CasesFieldProps {
  spec: FieldSpec;
  path: JsonPath;
  value: Json | undefined;
}

/** An ordered list of cases, each a name (its way out) and when it is taken. */
export function CasesField({ spec, path, value }: CasesFieldProps) {
  const { readOnly, definition } = useConfigForm();
  const set = useSetConfig();
  const help = useFieldHelp(spec, path, false);
  const cases = Array.isArray(value) ? value : [];
  const idOf = (index: number): string => {
    const one = cases[index];
    return isObject(one) && typeof one.id === "string" ? one.id : "";
  };

  function move(index: number, by: number) {
    const next = [...cases];
    const [one] = next.splice(index, 1);
    if (one === undefined) return;
    next.splice(index + by, 0, one);
    set(path, next);
  }

  function add() {
    const taken = new Set(cases.map((_one, index) => idOf(index)));
    let n = cases.length + 1;
    while (taken.has(`case_${n}`)) n += 1;
    set(path, [...cases, { id: `case_${n}`, when: "" }]);
  }

  return (
    <div className="flex flex-col gap-2.5">
      {cases.map((one, index) => {
        const when = specAt(definition, [...path, index, "when"]);
        const text = isObject(one) ? one.when : undefined;
        return (
          <div key={index} className="flex flex-col gap-1 rounded-control border p-2">
            <div className="flex items-center gap-0.5">
              <CaseName
                name={idOf(index)}
                label={`Name of case ${index + 1}`}
                readOnly={readOnly}
                onRename={(to) => set([...path, index, "id"], to)}
              />
              {!readOnly && (
                <>
                  <IconButton
                    name={`Try ${idOf(index)} earlier`}
                    size="sm"
                    disabled={index === 0}
                    onClick={() => move(index, -1)}
                    icon={<ArrowUp aria-hidden size={14} strokeWidth={1.75} />}
                  />
                  <IconButton
                    name={`Try ${idOf(index)} later`}
                    size="sm"
                    disabled={index === cases.length - 1}
                    onClick={() => move(index, 1)}
                    icon={<ArrowDown aria-hidden size={14} strokeWidth={1.75} />}
                  />
                  <IconButton
                    name={`Remove ${idOf(index)}`}
                    size="sm"
                    onClick={() => set([...path, index], undefined)}
                    icon={<X aria-hidden size={14} strokeWidth={1.75} />}
                  />
                </>
              )}
            </div>
            {when && (
              <ExpressionField
                spec={when}
                path={[...path, index, "when"]}
                value={typeof text === "string" ? text : text === undefined ? "" : JSON.stringify(text)}
                label={`When to take ${idOf(index)}`}
              />
            )}
          </div>
        );
      })}
      <FieldProblems
        diagnostics={help.diagnostics.filter((one) => !one.field?.endsWith(".when"))}
        onFix={readOnly ? undefined : help.fix}
      />
      {!readOnly && (
        <Button size="sm" variant="ghost" icon={<Plus aria-hidden size={14} strokeWidth={1.75} />} onClick={add}>
          Add a case
        </Button>
      )}
    </div>
  );
}

interface CaseNameProps {
  name: string;
  label: string;
  readOnly: boolean;
  onRename: (to: string) => void;
}

function CaseName({ name, label, readOnly, onRename }: CaseNameProps) {
  const draft = useFieldDraft(name, (next) =>
    onRename(
      next
        .trim()
        .replaceAll(/[^A-Za-z0-9_-]+/g, "_")
        .slice(0, 64),
    ),
  );
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
