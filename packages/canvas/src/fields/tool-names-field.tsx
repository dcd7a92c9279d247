"use client";
import { type Json, type JsonPath, toolEntries } from "@orrery/graph";
import type { FieldSpec } from "@orrery/node-kit";
import { Checkbox } from "@orrery/ui";
import { isObject } from "./config-path.ts";
import { useConfigForm, useFieldHelp, useSetConfig } from "./field-context.ts";
import { FieldProblems } from "./field-problems.tsx";

/** Which of the node's tools are meant, by their names. */
export function ToolNamesField({ spec, path, value }: { spec: FieldSpec; path: JsonPath; value: Json | undefined }) {
  const { config, readOnly } = useConfigForm();
  const set = useSetConfig();
  const help = useFieldHelp(spec, path, true);
  const chosen = Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
  const entries = isObject(config) ? Object.values(toolEntries(config)) : [];
  const known = entries.flatMap((entry) => (isObject(entry) && typeof entry.name === "string" ? [entry.name] : []));
  const names = [...new Set([...known, ...chosen])];
  if (names.length === 0) return <p className="text-muted text-xs">There are no tools yet.</p>;
  return (
    <div className="flex flex-col gap-1.5">
      {names.map((name) => (
        <Checkbox
          key={name}
          label={<span className="font-mono text-code">{name}</span>}
          checked={chosen.includes(name)}
          disabled={readOnly}
          onCheckedChange={(on) => set(path, on ? [...chosen, name] : chosen.filter((one) => one !== name))}
        />
      ))}
      <FieldProblems diagnostics={help.diagnostics} onFix={readOnly ? undefined : help.fix} />
    </div>
  );
}
