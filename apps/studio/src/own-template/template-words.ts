import type { TemplateWords } from "@orrery/services";

/** What a person says of a template, as it stands in a form: patterns are one line, with commas between. */
export interface WordsInForm extends Omit<TemplateWords, "patterns"> {
  readonly patterns: string;
}

/** Words as a form shows them. */
export function wordsInForm({ title, description, shows, task, patterns }: TemplateWords): WordsInForm {
  return { title, description, shows, task, patterns: patterns.join(", ") };
}

/** Words as the verbs take them. */
export function wordsOfForm({ title, description, shows, task, patterns }: WordsInForm): TemplateWords {
  const words = patterns.split(",").map((word) => word.trim());
  return {
    ...{ title: title.trim(), description: description.trim(), shows: shows.trim(), task: task.trim() },
    patterns: [...new Set(words)].filter((word) => word !== ""),
  };
}
