import type { JsonObject } from "@orrery/graph";
import type { NodeDefinition } from "./definition.ts";

/** Whether a node with this config does its work in steps of its own; false where the config does not fit its type. */
export function worksInSubSteps(definition: NodeDefinition, config: JsonObject): boolean {
  if (definition.traits.subSteps !== true) return false;
  const parsed = definition.config.safeParse(config);
  return parsed.success && definition.cost?.(parsed.data).subSteps !== undefined;
}
