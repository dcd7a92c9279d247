import type { Template } from "../templates/template.ts";

/** What a workflow is made of, which the gallery itself is not sent. Throws where the studio does not give it. */
export async function readTemplateFile(id: string): Promise<Pick<Template, "graph" | "sampleInput">> {
  const response = await fetch(`/templates/${encodeURIComponent(id)}/file`, { cache: "no-store" });
  if (!response.ok)
    throw new Error(`The studio did not give the template (${response.status}). Reload the page and try again.`);
  return response.json();
}
