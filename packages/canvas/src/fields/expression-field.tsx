"use client";
import type { JsonPath } from "@orrery/graph";
import type { FieldSpec } from "@orrery/node-kit";
import type { Diagnostic } from "@orrery/plan";
import { useState } from "react";
import { PreviewLine } from "../data/preview-line.tsx";
import { LazyExpressionEditor } from "../expression/lazy-expression-editor.tsx";
import { useConfigForm, useFieldHelp, useSetConfig } from "./field-context.ts";
import { FieldProblems } from "./field-problems.tsx";
import { useFieldDraft } from "./use-field-draft.ts";

export interface ExpressionFieldProps {
  spec: FieldSpec;
  path: JsonPath;
  value: string;
  /** The accessible name where no `Field` is around it. */
  label?: string;
}

/** One text of the config that may hold expressions. */
export function ExpressionField({ spec, path, value, label }: ExpressionFieldProps) {
  const { nodeId, readOnly } = useConfigForm();
  const [isEditing, setEditing] = useState(false);
  const set = useSetConfig();
  const help = useFieldHelp(spec, path, true);
  const removable = !spec.required && path.length === 1;
  const draft = useFieldDraft(value, (next, before) => {
    set(path, next === "" && removable ? undefined : next, before === "" ? undefined : before);
  });
  const fix = (diagnostic: Diagnostic) => {
    if (diagnostic.fix?.kind !== "replace") return help.fix(diagnostic);
    const { start, end, text } = diagnostic.fix;
    draft.type(draft.value.slice(0, start) + text + draft.value.slice(end));
    draft.settle();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears where the keyboard is, and is nothing to act on
    <div onFocus={() => setEditing(true)} onBlur={() => setEditing(false)}>
      <LazyExpressionEditor
        text={draft.value}
        onText={draft.type}
        onSettle={draft.settle}
        scope={help.scope}
        diagnostics={help.diagnostics}
        onFix={help.fix}
        singleLine={spec.control === "text"}
        readOnly={readOnly}
        focusKey={help.focusKey}
        {...(label !== undefined && { label })}
        {...(spec.placeholder !== undefined && { placeholder: spec.placeholder })}
      />
      {isEditing && <PreviewLine nodeId={nodeId} text={draft.value} inIteration={spec.inIteration === true} />}
      <FieldProblems diagnostics={help.diagnostics} onFix={readOnly ? undefined : fix} />
    </div>
  );
}
