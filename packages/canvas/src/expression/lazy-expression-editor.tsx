"use client";
import { CONTROL_CLASS, cx } from "@orrery/ui";
import { lazy, Suspense } from "react";
import type { ExpressionEditorProps } from "./expression-editor.tsx";

const Loaded = lazy(async () => ({ default: (await import("./expression-editor.tsx")).ExpressionEditor }));

/** The expression editor. Its code, a hundred kilobytes, comes with the first field shown; until then the text stands there. */
export function LazyExpressionEditor(props: ExpressionEditorProps) {
  const waiting = (
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
  return (
    <Suspense fallback={waiting}>
      <Loaded {...props} />
    </Suspense>
  );
}
