import type { TemplateNeed } from "@orrery/graph";
import type { Template } from "../templates/template.ts";

/** What a person has to have for a template to run, as a sentence. */
export function needInWords(need: TemplateNeed, { hosts }: Pick<Template, "hosts">): string {
  if (need === "offline") return "Nothing: no key and no network. Where a model is asked, it is offline, no LLM.";
  if (need === "model-key") return "A model: one on your own machine, or one that you have a key for.";
  if (need === "credential") return "A credential or a tool of your own: the steps that have one say so.";
  return hosts.length === 0
    ? "The network: it asks an address that you give."
    : `The network: it asks ${new Intl.ListFormat("en").format(hosts)}.`;
}
