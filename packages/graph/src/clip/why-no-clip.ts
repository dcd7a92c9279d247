import { graphLimits } from "../limits.ts";
import { readJson } from "../read-json.ts";

const NOTHING = "The clipboard holds no nodes of a workflow.";

/** Why `parseClip` read nothing, in a sentence for who pasted. Never throws, and quotes nothing of what was pasted. */
export function whyNoClip(text: string): string {
  const read = readJson(text);
  if (!read.ok) {
    if (read.diagnostic.code === "ORR_TOO_LARGE") return "What you pasted is larger than 5 MB. Nothing was changed.";
    if (read.diagnostic.code === "ORR_TOO_DEEP") {
      return `What you pasted is nested deeper than ${graphLimits.depth} levels. Nothing was changed.`;
    }
    return NOTHING;
  }
  const { value } = read;
  if (typeof value !== "object" || value === null || !("schema" in value) || value.schema !== "orrery.clip/v1") {
    return NOTHING;
  }
  if ("nodes" in value && Array.isArray(value.nodes) && value.nodes.length > graphLimits.nodes) {
    return `What you pasted has more than ${graphLimits.nodes} nodes. Nothing was changed.`;
  }
  return "What you pasted is damaged: copy the nodes again where they stand. Nothing was changed.";
}
