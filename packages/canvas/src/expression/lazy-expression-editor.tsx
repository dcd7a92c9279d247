"use client";
import { CONTROL_CLASS, cx, TextArea } from "@orrery/ui";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { ExpressionEditorProps } from "./expression-editor.tsx";
import { createLateModule } from "./late-module.ts";

const code = createLateModule(async () => (await import("./expression-editor.tsx")).ExpressionEditor);

/**
 * The expression editor. Its code, a hundred kilobytes, comes with the first field shown; until then the text stands there.
 * Where the code cannot be had, because the studio does not answer, a plain box takes its place: nobody loses a page by it.
 */
export function LazyExpressionEditor(props: ExpressionEditorProps) {
  const late = useSyncExternalStore(code.subscribe, code.getState, code.getState);
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    window.addEventListener("online", code.hurry);
    return () => window.removeEventListener("online", code.hurry);
  }, []);
  // A box is not taken away under the person who types in it.
  if (late.kind === "here" && !typing) return <late.value {...props} />;
  if (late.kind !== "waiting") return <PlainBox {...props} onTyping={setTyping} />;
  return (
    <div
      aria-busy="true"
      className={cx(
        CONTROL_CLASS,
        "whitespace-pre-wrap break-words py-1.5 font-mono text-xs",
        !props.singleLine && "min-h-20",
      )}
    >
      {props.text}
    </div>
  );
}

function PlainBox(props: ExpressionEditorProps & { onTyping: (typing: boolean) => void }) {
  const { text, onText, onSettle, onTyping, label, placeholder, singleLine = false, readOnly = false } = props;
  return (
    <TextArea
      mono
      rows={singleLine ? 1 : 4}
      value={text}
      readOnly={readOnly}
      {...(label !== undefined && { label })}
      {...(placeholder !== undefined && { placeholder })}
      onValueChange={(next) => onText(singleLine ? next.replaceAll(/\s*\n\s*/g, " ") : next)}
      onFocus={() => onTyping(true)}
      onBlur={() => {
        onTyping(false);
        onSettle();
      }}
    />
  );
}
