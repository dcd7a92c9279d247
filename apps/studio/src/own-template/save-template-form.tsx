"use client";
import type { Json } from "@orrery/graph";
import type { TemplateCheck, TemplateWords } from "@orrery/services";
import { Field, TextArea } from "@orrery/ui";
import { type FormEvent, useState } from "react";
import { rememberedInput } from "../new-workflow/remembered-input.ts";
import { LeftOut } from "../share/left-out.tsx";
import { needInWords } from "../template-page/need-in-words.ts";
import { readSample } from "./read-sample.ts";
import { type WordsInForm, wordsInForm, wordsOfForm } from "./template-words.ts";
import { TemplateWordsFields } from "./template-words-fields.tsx";

export interface SaveTemplateFormProps {
  id: string;
  workflowId: string;
  check: TemplateCheck;
  /** Why it was not saved. */
  refused: string | null;
  onSave: (saved: { readonly words: TemplateWords; readonly sampleInput: Json }) => void;
}

/** What a workflow is as a template, and what is to be said of it; the sample is what the last run here began with. */
export function SaveTemplateForm({ id, workflowId, check, refused, onSave }: SaveTemplateFormProps) {
  const [words, setWords] = useState<WordsInForm>(() =>
    wordsInForm({ title: check.name, description: check.description.slice(0, 500), shows: "", task: "", patterns: [] }),
  );
  const [sample, setSample] = useState(() => JSON.stringify(rememberedInput(workflowId) ?? {}, null, 2));
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const said = wordsOfForm(words);
    const read = readSample(sample);
    setProblem(said.title === "" ? "Give it a title." : read.ok ? null : read.problem);
    if (said.title !== "" && read.ok) onSave({ words: said, sampleInput: read.value });
  };
  const shown = problem ?? refused;
  return (
    <form id={id} onSubmit={submit} className="flex flex-col gap-4" autoComplete="off">
      <LeftOut stripped={check.stripped} />
      {check.errors > 0 && (
        <p className="text-sm text-waiting">
          {check.errors === 1 ? "There is an error in it" : `There are ${check.errors} errors in it`}, which whoever
          uses it has to mend. Look at the problems under the canvas.
        </p>
      )}
      {check.needs.length > 0 && (
        <dl className="text-sm">
          <dt className="text-muted text-xs">What it needs</dt>
          {check.needs.map((need) => (
            <dd key={need}>{needInWords(need, check)}</dd>
          ))}
          {check.duration !== "" && <dd>Your runs of it took {check.duration}.</dd>}
        </dl>
      )}
      <TemplateWordsFields words={words} onChange={setWords} />
      <Field
        label="Sample input, as JSON"
        hint="What the first run of whoever uses it begins with. Everybody here can read it: put nothing private in it."
      >
        <TextArea value={sample} onValueChange={setSample} rows={4} spellCheck={false} mono />
      </Field>
      {shown !== null && (
        <p role="alert" className="text-failed text-sm">
          {shown}
        </p>
      )}
    </form>
  );
}
