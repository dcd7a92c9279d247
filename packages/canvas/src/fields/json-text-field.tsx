"use client";
import type { Json, JsonPath } from "@orrery/graph";
import type { FieldSpec } from "@orrery/node-kit";
import type { Diagnostic } from "@orrery/plan";
import { TextArea } from "@orrery/ui";
import { useEffect, useState } from "react";
import { LazyExpressionEditor } from "../expression/lazy-expression-editor.tsx";
import { useConfigForm, useFieldHelp, useSetConfig } from "./field-context.ts";
import { FieldProblems } from "./field-problems.tsx";

export interface JsonTextFieldProps {
  spec: FieldSpec;
  path: JsonPath;
  value: Json | undefined;
  label: string;
}

// The ranges of the compiler count within one string, not in the whole text.
const NO_MARKS: readonly Diagnostic[] = [];

/** A value as JSON text. Kept when it can be read; until then it says where the text breaks off. */
export function JsonTextField({ spec, path, value, label }: JsonTextFieldProps) {
  const { readOnly } = useConfigForm();
  const set = useSetConfig();
  const help = useFieldHelp(spec, path, false);
  const kept = value === undefined ? "" : JSON.stringify(value, null, 2);
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? kept;
  const problem = draft === null ? null : readProblem(draft);

  useEffect(() => setDraft(null), [kept]);

  function keep() {
    if (draft === null || readOnly) return;
    if (draft.trim() === "") {
      set(path, undefined);
      setDraft(null);
      return;
    }
    if (readProblem(draft) !== null) return;
    set(path, JSON.parse(draft));
    setDraft(null);
  }

  return (
    <div>
      {spec.expression ? (
        <LazyExpressionEditor
          language="json"
          label={label}
          text={text}
          onText={setDraft}
          onSettle={keep}
          scope={help.scope}
          diagnostics={NO_MARKS}
          onFix={help.fix}
          readOnly={readOnly}
          focusKey={help.focusKey}
        />
      ) : (
        <TextArea
          label={label}
          mono
          rows={Math.min(14, Math.max(3, text.split("\n").length))}
          value={text}
          readOnly={readOnly}
          spellCheck={false}
          onValueChange={setDraft}
          onBlur={keep}
          {...(spec.placeholder !== undefined && { placeholder: spec.placeholder })}
        />
      )}
      {problem && (
        <p role="alert" className="mt-1 text-failed text-xs">
          {problem}
        </p>
      )}
      <FieldProblems diagnostics={help.diagnostics} onFix={readOnly ? undefined : help.fix} />
    </div>
  );
}

function readProblem(text: string): string | null {
  if (text.trim() === "") return null;
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const why = error instanceof Error ? error.message : "";
    return `This is not JSON yet, so it is not kept. ${why}`;
  }
}
