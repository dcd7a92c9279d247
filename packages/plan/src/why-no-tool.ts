import type { JsonObject } from "@orrery/graph";
import type { NodeDefinition } from "@orrery/node-kit";

/** Why a step of a type cannot be a tool, as the end of a sentence ("it is a step that …"); null where it can. */
export function whyNoTool({ traits, awaitsSignal }: NodeDefinition, config: JsonObject | null): string | null {
  if (traits.container !== undefined) return "that holds other steps. Publish them as a workflow and call that.";
  if (traits.role !== "step") return "that begins or ends a run, or does no work.";
  if (traits.toolHandle === true) return "that has tools of its own. Publish it as a workflow and call that.";
  if (traits.answersCaller === true) return "that answers the caller of a webhook.";
  if (config !== null && awaitsSignal?.(config) === true) return "that waits for a call from outside.";
  return null;
}
