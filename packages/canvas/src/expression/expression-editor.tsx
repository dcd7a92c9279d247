"use client";
import { setDiagnostics } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";
import type { Diagnostic } from "@orrery/plan";
import { useControlNaming } from "@orrery/ui";
import { useEffect, useRef } from "react";
import type { CompletionScope } from "./completion-scope.ts";
import { createExpressionView } from "./create-expression-view.ts";
import { lintDiagnostics } from "./expression-lint.ts";
import type { FieldLanguage } from "./text-pieces.ts";

export interface ExpressionEditorProps {
  text: string;
  onText: (text: string) => void;
  /** Editing pauses or ends: now is the time to keep it. */
  onSettle: () => void;
  scope: CompletionScope | null;
  diagnostics: readonly Diagnostic[];
  onFix: (diagnostic: Diagnostic) => void;
  label?: string;
  placeholder?: string;
  singleLine?: boolean;
  /** `json`: the text is JSON, and expressions stand in its strings. */
  language?: FieldLanguage;
  readOnly?: boolean;
  focusKey?: number | null;
}

/** Text with expressions between `{{` and `}}`: completion of what is in scope, problems underlined, fixes by click. */
export function ExpressionEditor(props: ExpressionEditorProps) {
  const {
    text,
    diagnostics,
    label,
    placeholder = "",
    singleLine = false,
    readOnly = false,
    language = "template",
    focusKey,
  } = props;
  const naming = useControlNaming(label);
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;

  // Naming and mode are fixed for the life of a field; all else flows in below.
  useEffect(() => {
    if (!holder.current) return;
    const { id } = naming;
    const name = naming["aria-label"] ?? (id ? labelOf(id) : null) ?? "Text";
    const describedBy = naming["aria-describedby"];
    const made = createExpressionView({
      parent: holder.current,
      text: latest.current.text,
      attributes: {
        ...(id && { id }),
        role: "textbox",
        "aria-multiline": String(!singleLine),
        "aria-label": name,
        ...(describedBy && { "aria-describedby": describedBy }),
      },
      placeholder,
      singleLine,
      readOnly,
      language,
      scope: () => latest.current.scope,
      onText: (next) => {
        if (next !== latest.current.text) latest.current.onText(next);
      },
      onBlur: () => latest.current.onSettle(),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, []);

  useEffect(() => {
    const shown = view.current;
    if (!shown) return;
    const present = shown.state.doc.toString();
    if (present !== text) shown.dispatch({ changes: { from: 0, to: present.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const shown = view.current;
    if (!shown) return;
    const found = lintDiagnostics(diagnostics, shown.state.doc.length, (one) => latest.current.onFix(one));
    shown.dispatch(setDiagnostics(shown.state, found));
  }, [diagnostics]);

  useEffect(() => {
    if (focusKey) view.current?.focus();
  }, [focusKey]);

  return <div ref={holder} className="expression-editor" data-lines={singleLine ? "one" : "many"} />;
}

/** A `label` element does not name a box that is no form control, so its words are taken over. */
function labelOf(id: string): string | null {
  return document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent ?? null;
}
