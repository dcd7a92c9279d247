"use client";
import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { FieldContext } from "./field-context.ts";

export interface FieldProps {
  label: string;
  /** One sentence that helps to fill it. */
  hint?: ReactNode;
  /** What is wrong and how to mend it; replaces the hint. */
  error?: ReactNode;
  required?: boolean;
  /** Small words at the right of the label, such as a type or a unit. */
  aside?: ReactNode;
  /** Label before the control on one line, for switches and checkboxes. */
  inline?: boolean;
  children: ReactNode;
}

/** Names the one control inside it and tells its hint and error to assistive technology. */
export function Field({ label, hint, error, required = false, aside, inline = false, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = Boolean(error ?? hint);
  const control = { id, describedBy: hasNote ? noteId : undefined, invalid: Boolean(error), required };
  return (
    <FieldContext value={control}>
      <div className={inline ? "flex flex-wrap items-center justify-between gap-x-3 gap-y-1" : "flex flex-col gap-1.5"}>
        <div className="flex min-w-0 items-baseline justify-between gap-2 text-xs">
          <label htmlFor={id} className="min-w-0 break-words text-muted">
            {label}
            {required && (
              <span aria-hidden className="text-dim">
                {" · needed"}
              </span>
            )}
          </label>
          {aside && <span className="shrink-0 text-dim">{aside}</span>}
        </div>
        {children}
        {hasNote && (
          <p id={noteId} className={inline ? "w-full text-xs" : "text-xs"}>
            {error ? (
              <span className="flex items-start gap-1.5 text-failed">
                <CircleAlert aria-hidden size={14} strokeWidth={1.75} className="mt-px shrink-0" />
                <span className="min-w-0 break-words">{error}</span>
              </span>
            ) : (
              <span className="text-dim">{hint}</span>
            )}
          </p>
        )}
      </div>
    </FieldContext>
  );
}
