import type { JsonObject } from "@orrery/graph";
import type { NodeDefinition } from "./definition.ts";

/** Declares the pure half of a node type; `C` comes from its config schema. */
export function defineNode<C extends JsonObject>(definition: NodeDefinition<C>): NodeDefinition<C> {
  return definition;
}
