import type { Template, TemplateNeed } from "../templates/template.ts";

export const NEED_WORD: Record<TemplateNeed, string> = {
  offline: "Works offline",
  "model-key": "A model key",
  web: "A web address",
};

export interface TemplateFilter {
  readonly group: "Needs" | "Pattern";
  readonly word: string;
  readonly keeps: (template: Template) => boolean;
}

/** The filters that would change what is shown: those that keep some of the templates but not all. */
export function templateFilters(templates: readonly Template[]): readonly TemplateFilter[] {
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
  return [...needs, ...patterns].filter((filter) => {
    const kept = templates.filter(filter.keeps).length;
    return kept > 0 && kept < templates.length;
  });
}

/** The templates that every chosen filter keeps. */
export function filterTemplates(
  templates: readonly Template[],
  chosen: readonly TemplateFilter[],
): readonly Template[] {
  return templates.filter((template) => chosen.every((filter) => filter.keeps(template)));
}
