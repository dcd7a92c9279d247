import { Field, TextArea, TextField } from "@orrery/ui";
import type { WordsInForm } from "./template-words.ts";

export interface TemplateWordsFieldsProps {
  words: WordsInForm;
  onChange: (words: WordsInForm) => void;
}

/** What is said of a template, and what it is found by. */
export function TemplateWordsFields({ words, onChange }: TemplateWordsFieldsProps) {
  return (
    <>
      <Field label="Title" required>
        <TextField value={words.title} onValueChange={(title) => onChange({ ...words, title })} maxLength={120} />
      </Field>
      <Field label="What it does" hint="One sentence; the card says it.">
        <TextField
          value={words.description}
          onValueChange={(description) => onChange({ ...words, description })}
          maxLength={500}
        />
      </Field>
      <Field label="What it shows" hint="What one learns by looking at it.">
        <TextArea
          value={words.shows}
          onValueChange={(shows) => onChange({ ...words, shows })}
          maxLength={2_000}
          rows={2}
        />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Task" hint="What people do with it, such as Support.">
          <TextField value={words.task} onValueChange={(task) => onChange({ ...words, task })} maxLength={40} />
        </Field>
        <Field label="Patterns" hint="Its shape in words, such as Approval, Vote.">
          <TextField
            value={words.patterns}
            onValueChange={(patterns) => onChange({ ...words, patterns })}
            maxLength={320}
          />
        </Field>
      </div>
    </>
  );
}
