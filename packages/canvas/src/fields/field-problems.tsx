"use client";
import type { Diagnostic } from "@orrery/plan";
import { cx } from "@orrery/ui";
import { CircleAlert, TriangleAlert } from "lucide-react";

export interface FieldProblemsProps {
  diagnostics: readonly Diagnostic[];
  /** Mends it with one click; absent where the form is only read. */
  onFix?: ((diagnostic: Diagnostic) => void) | undefined;
}

/** What the compiler says of a field, in words, each with its fix. */
export function FieldProblems({ diagnostics, onFix }: FieldProblemsProps) {
  if (diagnostics.length === 0) return null;
  return (
    <ul className="mt-1.5 flex flex-col gap-1" aria-live="polite">
      {diagnostics.map((one) => (
        <li
          key={`${one.code}-${one.field}-${one.range?.start}-${one.message}`}
          className={cx(
            "flex items-start gap-2 rounded-control px-2 py-1.5 text-ink text-xs",
            one.severity === "error" ? "bg-failed/12" : "bg-waiting/12",
          )}
        >
          {one.severity === "error" ? (
            <CircleAlert aria-label="Error" size={14} strokeWidth={1.75} className="mt-0.5 shrink-0 text-failed" />
          ) : (
            <TriangleAlert aria-label="Warning" size={14} strokeWidth={1.75} className="mt-0.5 shrink-0 text-waiting" />
          )}
          <span className="min-w-0 flex-1 break-words">{one.message}</span>
          {one.fix && onFix && (
            <button
              type="button"
              title={one.fix.title}
              onClick={() => onFix(one)}
              className="shrink-0 rounded-chip px-1.5 font-semibold hover:bg-raised"
            >
              Fix<span className="sr-only">: {one.fix.title}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
