"use client";
import type { StepRecord } from "@orrery/engine";
import type { JsonObject } from "@orrery/graph";
import { Button, Field, JsonView, Spinner, TextArea } from "@orrery/ui";
import { useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useValue } from "../editor/use-value.ts";
import { isObject } from "../fields/config-path.ts";
import { readQuestion } from "../run/read-question.ts";
import { formFields, initialValues, missingFields } from "../run-panel/form-fields.ts";
import { InputForm } from "../run-panel/input-form.tsx";
import { ArgsForm } from "./args-form.tsx";

/** The question of a waiting step in full: what it shows, what it asks for, a note, and the two answers. */
export function AnswerForm({ record }: { record: Readonly<StepRecord> }) {
  const { host } = useEditor();
  const shown = useValue(record.show?.id ?? null);
  const [values, setValues] = useState<JsonObject>({});
  const [note, setNote] = useState("");
  const [changed, setChanged] = useState<JsonObject | null>(null);
  const [sent, setSent] = useState<"allow" | "refuse" | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  if (shown.kind === "loading") return <Spinner />;
  const question = readQuestion(shown.kind === "value" ? shown.value : null);
  const fields = question.fields ? formFields(question.fields) : [];
  const filled = { ...initialValues(fields), ...values };

  async function answer(approved: boolean) {
    const missing = approved ? missingFields(fields, filled) : [];
    if (missing.length > 0) {
      setProblem(`Fill in ${missing.join(", ")} first.`);
      return;
    }
    setSent(approved ? "allow" : "refuse");
    setProblem(null);
    try {
      await host.answer({
        stepKey: record.key,
        approved,
        values: approved ? filled : {},
        note,
        ...(approved && changed !== null && { args: changed }),
      });
    } catch (error) {
      setSent(null);
      setProblem(error instanceof Error ? error.message : "The answer did not arrive. Try again.");
    }
  }

  if (host.mayAnswer === false) {
    return (
      <section
        aria-label="Waiting for somebody"
        className="flex flex-col gap-3 rounded-control border border-dashed p-3"
      >
        <p className="break-words font-medium text-sm">{question.title}</p>
        {question.show !== undefined && question.show !== null && (
          <JsonView label="To decide on" value={question.show} />
        )}
        <p className="text-muted text-xs">
          It waits for somebody whose role lets them answer. An owner can change yours.
        </p>
      </section>
    );
  }

  return (
    <section
      aria-label="Waiting for you"
      className="flex flex-col gap-3 rounded-control border border-waiting/60 border-dashed p-3"
    >
      <p className="break-words font-medium text-sm">{question.title}</p>
      {question.edits !== null && question.show !== undefined && isObject(question.show) ? (
        <ArgsForm args={question.show} schema={question.edits} onChanged={setChanged} />
      ) : (
        question.show !== undefined && question.show !== null && <JsonView label="To decide on" value={question.show} />
      )}
      {fields.length > 0 && <InputForm fields={fields} values={filled} onValues={setValues} />}
      <Field label="Note">
        <TextArea value={note} onValueChange={setNote} rows={2} maxLength={2000} />
      </Field>
      <div className="flex gap-2">
        <Button variant="primary" busy={sent === "allow"} disabled={sent === "refuse"} onClick={() => answer(true)}>
          {changed === null ? "Allow" : "Allow as changed"}
        </Button>
        <Button busy={sent === "refuse"} disabled={sent === "allow"} onClick={() => answer(false)}>
          Refuse
        </Button>
      </div>
      {problem && (
        <p role="alert" className="text-failed text-xs">
          {problem}
        </p>
      )}
    </section>
  );
}
