"use client";
import type { Json, JsonObject, JsonPath } from "@orrery/graph";
import type { FieldSpec } from "@orrery/node-kit";
import { Segmented } from "@orrery/ui";
import { useState } from "react";
import { isObject } from "./config-path.ts";
import { ExpressionField } from "./expression-field.tsx";
import { useConfigForm, useSetConfig } from "./field-context.ts";
import { JsonTextField } from "./json-text-field.tsx";
import { MembersField } from "./members-field.tsx";

type Mode = "one" | "members" | "json";

const MODES: readonly { value: Mode; label: string }[] = [
  { value: "one", label: "One value" },
  { value: "members", label: "Members" },
  { value: "json", label: "JSON" },
];

export interface ValueFieldProps {
  spec: FieldSpec;
  path: JsonPath;
  value: Json | undefined;
}

/** Any JSON with expressions in its texts: one expression, named members, or the JSON itself. */
export function ValueField({ spec, path, value }: ValueFieldProps) {
  const { readOnly } = useConfigForm();
  const set = useSetConfig();
  const fitting = modeOf(value);
  const [chosen, setChosen] = useState<Mode | null>(null);
  const mode = chosen !== null && fits(chosen, value) ? chosen : fitting;

  function choose(next: Mode) {
    setChosen(next);
    if (readOnly || fits(next, value)) return;
    if (next === "members") set(path, membersFrom(value));
    if (next === "one") set(path, "");
  }

  return (
    <div className="flex flex-col gap-1.5">
      {mode === "one" && (
        <ExpressionField spec={spec} path={path} value={typeof value === "string" ? value : ""} label={spec.label} />
      )}
      {mode === "members" && <MembersField spec={spec} path={path} value={isObject(value) ? value : {}} />}
      {mode === "json" && <JsonTextField spec={spec} path={path} value={value} label={`${spec.label} as JSON`} />}
      {!readOnly && (
        <Segmented label={`How to fill ${spec.label}`} value={mode} onValueChange={choose} options={MODES} />
      )}
    </div>
  );
}

function modeOf(value: Json | undefined): Mode {
  if (value === undefined || typeof value === "string") return "one";
  return isObject(value) && Object.values(value).every((member) => typeof member === "string") ? "members" : "json";
}

function fits(mode: Mode, value: Json | undefined): boolean {
  if (mode === "json") return true;
  return modeOf(value) === mode;
}

/** What is there is not thrown away: a text becomes the first member, other members become texts of their JSON. */
function membersFrom(value: Json | undefined): JsonObject {
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        typeof member === "string" ? member : JSON.stringify(member),
      ]),
    );
  }
  return { value: value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value) };
}
