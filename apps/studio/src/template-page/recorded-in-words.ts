import type { TemplateExample } from "../templates/template-example.ts";

/** How an example run came about, so that nobody takes what a script said for what a model says. */
export function recordedInWords({ model, web }: TemplateExample["scripted"]): string {
  if (model && web) return "Recorded with a scripted model and scripted web pages: a real run says something else.";
  if (model) return "Recorded with a scripted model: a real one says something else.";
  if (web) return "Recorded with scripted web pages: a real run reads the real ones.";
  return "Recorded offline, with no key and no network: a run of yours goes the same way.";
}
