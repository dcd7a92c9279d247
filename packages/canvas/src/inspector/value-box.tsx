"use client";
import { JsonView, Spinner } from "@orrery/ui";
import type { LoadedValue } from "../editor/use-value.ts";

export interface ValueBoxProps {
  label: string;
  loaded: LoadedValue;
  /** What to say where there is nothing. */
  none: string;
}

/** A value of the run, or why it cannot be shown. Never more than plain text. */
export function ValueBox({ label, loaded, none }: ValueBoxProps) {
  switch (loaded.kind) {
    case "value":
      return <JsonView label={label} value={loaded.value} />;
    case "loading":
      return (
        <p className="flex items-center gap-2 text-muted text-xs">
          <Spinner /> Reading {label.toLowerCase()}
        </p>
      );
    case "missing":
      return <p className="text-muted text-xs">{label} is no longer kept, or you may not see it.</p>;
    case "failed":
      return (
        <p role="alert" className="text-failed text-xs">
          {label} could not be read. {loaded.message}
        </p>
      );
    case "none":
      return <p className="text-muted text-xs">{none}</p>;
  }
}
