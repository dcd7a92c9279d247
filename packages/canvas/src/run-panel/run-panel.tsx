"use client";
import type { JsonObject } from "@orrery/graph";
import { Button, IconButton, Kbd } from "@orrery/ui";
import { Play, Square, X } from "lucide-react";
import { type RefObject, useEffect, useState } from "react";
import { formFields, initialValues, missingFields, tidyValues } from "./form-fields.ts";
import { InputForm } from "./input-form.tsx";

export interface RunPanelProps {
  inputSchema: JsonObject;
  /** What the last run took; the form begins with it. */
  lastInput: JsonObject | null;
  /** Why it cannot run now, in words; null where it can. */
  blocked: string | null;
  starting: boolean;
  /** A run is under way: it can be stopped from here as well. */
  active: boolean;
  onRun: (input: JsonObject) => void;
  onStop: () => void;
  onClose: () => void;
  /** The form, for a Run button elsewhere on the page. */
  form: RefObject<HTMLFormElement | null>;
}

/** Asks for what a run takes, and starts it. */
export function RunPanel({
  inputSchema,
  lastInput,
  blocked,
  starting,
  active,
  onRun,
  onStop,
  onClose,
  form,
}: RunPanelProps) {
  const fields = formFields(inputSchema);
  const [values, setValues] = useState<JsonObject>(() => ({ ...initialValues(fields), ...lastInput }));
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());

  useEffect(() => {
    form.current?.querySelector<HTMLElement>("input, textarea, button[role=combobox]")?.focus();
  }, [form]);

  function run() {
    const missing = new Set(missingFields(fields, values));
    setProblems(
      new Map(fields.filter((field) => missing.has(field.label)).map((field) => [field.name, "Fill this in."])),
    );
    if (missing.size === 0 && blocked === null && !starting) onRun(tidyValues(fields, values));
  }

  return (
    <form
      ref={form}
      aria-label="Run this workflow"
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
          event.preventDefault();
          event.stopPropagation();
          if (!event.repeat) run();
        }
        if (event.key === "Escape") onClose();
      }}
    >
      <header className="flex h-11 shrink-0 items-center justify-between border-b pr-2 pl-3.5 max-md:hidden">
        <h2 className="font-semibold text-sm">Run with</h2>
        <IconButton name="Close" size="sm" onClick={onClose} icon={<X aria-hidden size={16} strokeWidth={1.75} />} />
      </header>
      <div className="min-h-0 flex-1 more-below overflow-y-auto p-3.5">
        {fields.length === 0 ? (
          <p className="text-muted text-sm">This workflow takes nothing. Press Run.</p>
        ) : (
          <InputForm fields={fields} values={values} onValues={setValues} problems={problems} />
        )}
      </div>
      <footer className="flex shrink-0 flex-col gap-2 border-t p-3.5">
        {blocked && (
          <p role="status" className="text-failed text-xs">
            {blocked}
          </p>
        )}
        {active && (
          <Button variant="danger" icon={<Square aria-hidden size={14} strokeWidth={1.75} />} onClick={onStop}>
            Stop the run under way
          </Button>
        )}
        <Button
          type="submit"
          variant="primary"
          busy={starting}
          disabled={blocked !== null}
          icon={<Play aria-hidden size={14} strokeWidth={1.75} />}
        >
          Run{" "}
          <span className="max-md:hidden">
            <Kbd>⌘↵</Kbd>
          </span>
        </Button>
      </footer>
    </form>
  );
}
