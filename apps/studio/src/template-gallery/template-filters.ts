import type { TemplateNeed } from "@orrery/graph";
import type { Template } from "../templates/template.ts";

export const NEED_WORD: Record<TemplateNeed, string> = {
  offline: "Works offline",
  "model-key": "A model key",
  web: "A web address",
  credential: "A credential",
};

/** What a template is filtered and searched by. */
export type Described = Pick<Template, "title" | "description" | "shows" | "needs" | "task" | "patterns">;

export interface TemplateFilter {
  readonly group: "Needs" | "Task" | "Pattern";
  readonly word: string;
  readonly keeps: (template: Described) => boolean;
}

/** The filters that would change what is shown: those that keep some of the templates but not all. */
export function templateFilters(templates: readonly Described[]): readonly TemplateFilter[] {
  const needs = [...new Set(templates.flatMap((template) => template.needs))].map(
    (need): TemplateFilter => ({
      group: "Needs",
      word: NEED_WORD[need],
      keeps: (template) => template.needs.includes(need),
    }),
  );
  const patterns = [...new Set(templates.flatMap((template) => template.patterns))].map(
    (pattern): TemplateFilter => ({
      group: "Pattern",
      word: pattern,
      keeps: (template) => template.patterns.includes(pattern),
    }),
  );
  const tasks = [...new Set(templates.map((template) => template.task))]
    .filter((task) => task !== "")
    .toSorted()
    .map((task): TemplateFilter => ({ group: "Task", word: task, keeps: (template) => template.task === task }));
  const kept = ({ keeps }: TemplateFilter) => templates.filter(keeps).length;
  // A shape that one template alone has is on its card, and found by searching.
  const telling = [...needs, ...tasks, ...patterns.filter((pattern) => kept(pattern) > 1)].filter(
    (filter) => kept(filter) > 0 && kept(filter) < templates.length,
  );
  // People may call a task what others call a pattern; the address knows a filter by its word.
  return telling.filter(({ word }, index) => telling.findIndex((other) => other.word === word) === index);
}

/** The templates in which every word of the search begins a word: of the title, what is said of it, its task or shape. */
export function searchTemplates<T extends Described>(templates: readonly T[], search: string): readonly T[] {
  const wanted = wordsOf(search);
  return templates.filter(({ title, description, shows, task, patterns }) => {
    const words = wordsOf([title, description, shows, task, ...patterns].join(" "));
    return wanted.every((one) => words.some((word) => word.startsWith(one)));
  });
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The templates that every chosen filter keeps. */
export function filterTemplates<T extends Described>(
  templates: readonly T[],
  chosen: readonly TemplateFilter[],
): readonly T[] {
  return templates.filter((template) => chosen.every((filter) => filter.keeps(template)));
}
