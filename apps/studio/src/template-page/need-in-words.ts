import type { Template, TemplateNeed } from "../templates/template.ts";

/** What a person has to have for a template to run, as a sentence. */
export function needInWords(need: TemplateNeed, { hosts }: Pick<Template, "hosts">): string {
  if (need === "offline") return "Nothing: no key and no network. Where a model is asked, it is offline, no LLM.";
  if (need === "model-key") return "A model: one on your own machine, or one that you have a key for.";
  return hosts.length === 0
    ? "The network: it asks an address that you give."
    : `The network: it asks ${new Intl.ListFormat("en").format(hosts)}.`;
}
